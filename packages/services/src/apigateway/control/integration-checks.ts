/** What AWS refuses of an integration and of its responses. */
import { get } from '@stepthrough/collections';
import { firstOf } from '../../contract/first-of.ts';
import type { Refusal } from '../../contract/outcome.ts';
import { badRequest, invalidMapping, notFound, notSimulated } from './refusals.ts';
import { choiceProblem } from './read.ts';
import type { IntegrationResponse, IntegrationSettings, Method } from '../rest-api.ts';

export const integrationTypes = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'];

const passthroughs = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];
const handlings = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];

/** In milliseconds. */
const timeouts = { least: 50, most: 29_000 };

export function integrationProblem(
  method: Method,
  settings: IntegrationSettings,
): Refusal | undefined {
  const { passthroughBehavior, contentHandling, timeoutInMillis, connectionType } = settings;
  if (connectionType === 'VPC_LINK') return notSimulated('A connection through a VPC link');
  return (
    targetProblem(settings) ??
    choiceProblem('putIntegrationInput.passthroughBehavior', passthroughBehavior, passthroughs) ??
    handlingProblem('putIntegrationInput', contentHandling) ??
    (timeoutInMillis < timeouts.least || timeoutInMillis > timeouts.most
      ? badRequest('Timeout should be between 50 ms and 29000 ms')
      : undefined) ??
    mappingProblem(method, settings) ??
    cacheKeyProblem(method, settings)
  );
}

function targetProblem(settings: IntegrationSettings): Refusal | undefined {
  const { type, httpMethod, uri = '', credentials } = settings;
  if (type === 'MOCK') return undefined;
  if (httpMethod === undefined || httpMethod === '') {
    return badRequest('Enumeration value for HttpMethod must be non-empty');
  }
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    return /^https?:\/\//.test(uri) || uri.startsWith('${')
      ? undefined
      : badRequest('Invalid HTTP endpoint specified for URI');
  }
  if (!uri.startsWith('arn:')) return badRequest('Invalid ARN specified in the request');
  if (!/:(?:path|action)\//.test(uri)) {
    return badRequest('AWS ARN for integration must contain path or action');
  }
  if (credentials !== undefined && credentials !== '' && !credentials.startsWith('arn:')) {
    return badRequest('Invalid ARN specified in the request');
  }
  const isFunction = /:lambda:path\//.test(uri);
  if (type === 'AWS_PROXY' && !isFunction && !/:firehose:/.test(uri)) {
    return badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
  if (isFunction && !/:lambda:path\/2015-03-31\/functions\/.+\/invocations$/.test(uri)) {
    return badRequest('Invalid function ARN or invalid uri');
  }
  return isFunction || credentials !== undefined
    ? undefined
    : badRequest('Role ARN must be specified for AWS integrations');
}

function handlingProblem(input: string, contentHandling = ''): Refusal | undefined {
  if (contentHandling === '') return undefined;
  return choiceProblem(`${input}.contentHandling`, contentHandling, handlings);
}

const targetForm =
  /^integration\.request\.(?:querystring|path|header|multivaluequerystring|multivalueheader)\..+$/;

/** A mapping's source is a text, or what the method declares. */
function mappingProblem(
  { settings: { requestParameters: declared = {} } }: Method,
  { requestParameters = {} }: IntegrationSettings,
): Refusal | undefined {
  return firstProblem(Object.entries(requestParameters), ([target, source]) => {
    if (!targetForm.test(target)) return `Invalid mapping expression specified: ${target}`;
    if (/^method\.request\.(?:querystring|path|header|multi)/.test(source)) {
      return Object.hasOwn(declared, source)
        ? undefined
        : `Invalid mapping expression parameter specified: ${source}`;
    }
    return /^(?:'.*'|method\.request\.body(?:\..*)?|context\..+|stageVariables\..+)$/s.test(source)
      ? undefined
      : `Invalid mapping expression specified: ${source}`;
  });
}

/** Answers are kept by what the method declares. */
function cacheKeyProblem(
  { settings: { requestParameters: declared = {} } }: Method,
  { cacheKeyParameters }: IntegrationSettings,
): Refusal | undefined {
  const isUnknown = cacheKeyParameters.some(
    (name) => name.startsWith('method.request.') && !Object.hasOwn(declared, name),
  );
  return isUnknown ? badRequest('Invalid cache key parameter specified') : undefined;
}

/** A response answers with a status, and with headers, that the method declares. */
export function responseProblem(
  { responses }: Method,
  { statusCode, responseParameters = {}, contentHandling }: IntegrationResponse,
): Refusal | undefined {
  if (!/^[1-5]\d\d$/.test(statusCode)) return badRequest('Invalid status code specified');
  const declared = get(responses, statusCode);
  if (!declared) {
    return Object.keys(responseParameters).length === 0
      ? notFound('Invalid Response status code specified')
      : invalidMapping('No method response exists for method.');
  }
  const known = declared.responseParameters ?? {};
  return (
    handlingProblem('putIntegrationResponseInput', contentHandling) ??
    firstProblem(Object.keys(responseParameters), (target) =>
      Object.hasOwn(known, target)
        ? undefined
        : `Invalid mapping expression parameter specified: ${target}`,
    )
  );
}

function firstProblem<T>(
  items: readonly T[],
  problem: (item: T) => string | undefined,
): Refusal | undefined {
  const found = firstOf(items, problem);
  return found === undefined ? undefined : invalidMapping(found);
}
