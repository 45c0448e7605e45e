/** What AWS refuses of an integration, and what is not simulated of one. */
import { firstOf } from '../../contract/first-of.ts';
import type { Refusal } from '../../contract/outcome.ts';
import type { Context } from '../../contract/service.ts';
import { badRequest, invalidMapping, notSimulated } from '../control/refusals.ts';
import { functionIn } from '../control/integration-target.ts';
import type { IntegrationSettings, RoutedApi } from '../routed-api.ts';
import { httpParametersProblem } from './http-parameters-checks.ts';
import { forWebSocketsAlone } from './read.ts';
import { subtypeOf } from './service-subtypes.ts';

export function integrationProblem(
  api: RoutedApi,
  settings: IntegrationSettings,
  context: Pick<Context, 'region'>,
): Refusal | undefined {
  const { ConnectionType, IntegrationType, IntegrationSubtype } = settings;
  if (ConnectionType === 'VPC_LINK') return notSimulated('A connection through a VPC link');
  if (ConnectionType !== 'INTERNET') {
    return badRequest(`Invalid connection type specified: ${ConnectionType}`);
  }
  if (!types.includes(IntegrationType)) {
    return badRequest(`Invalid integration type specified: ${IntegrationType}`);
  }
  const isHttp = api.settings.ProtocolType === 'HTTP';
  return (
    timeoutProblem(isHttp, settings) ??
    (isHttp ? httpProblem(api, settings) : webSocketProblem(settings)) ??
    (isHttp && IntegrationSubtype !== undefined
      ? subtypeProblem(IntegrationSubtype, settings, context)
      : (addressProblem(isHttp, settings) ?? formatProblem(isHttp, settings)))
  );
}

const types = ['AWS', 'HTTP', 'MOCK', 'HTTP_PROXY', 'AWS_PROXY'];

/** Milliseconds. */
const shortest = 50;

/** Milliseconds that an integration may take: 30 seconds of HTTP APIs, 29 of WebSocket APIs. */
export function longestTimeout(isHttp: boolean): number {
  return isHttp ? 30_000 : 29_000;
}

function timeoutProblem(
  isHttp: boolean,
  { TimeoutInMillis }: IntegrationSettings,
): Refusal | undefined {
  const longest = longestTimeout(isHttp);
  return TimeoutInMillis >= shortest && TimeoutInMillis <= longest
    ? undefined
    : badRequest(`Timeout should be between ${shortest} ms and ${longest} ms`);
}

function httpProblem(api: RoutedApi, settings: IntegrationSettings): Refusal | undefined {
  const { IntegrationType, PassthroughBehavior, RequestTemplates } = settings;
  const { TemplateSelectionExpression } = settings;
  if (!IntegrationType.endsWith('_PROXY')) {
    return badRequest(
      'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
    );
  }
  return (
    forWebSocketsAlone(api, {
      PassthroughBehavior,
      RequestTemplates,
      TemplateSelectionExpression,
    }) ?? httpParametersProblem(settings)
  );
}

function addressProblem(isHttp: boolean, settings: IntegrationSettings): Refusal | undefined {
  const { IntegrationType: type, IntegrationUri: uri = '', IntegrationMethod = '' } = settings;
  if (type === 'MOCK') return undefined;
  if (type.startsWith('HTTP')) {
    if (IntegrationMethod === '') {
      return badRequest(
        type === 'HTTP_PROXY'
          ? 'HttpMethod parameter method must be specified for integrationType HTTPPROXY'
          : 'Enumeration value for HttpMethod must be non-empty',
      );
    }
    return /^https?:\/\//.test(uri) || uri.startsWith('${')
      ? undefined
      : badRequest('Invalid HTTP endpoint specified for URI');
  }
  if (type === 'AWS_PROXY') {
    const isFunction = /^arn:aws[\w-]*:lambda:[^:]*:[^:]*:function:.+$/s.test(
      functionIn(uri) ?? uri,
    );
    return isFunction ? undefined : badRequest('Invalid function ARN or invalid uri');
  }
  if (!/^arn:aws[\w-]*:apigateway:.*:(?:path|action)\//s.test(uri)) {
    return badRequest('AWS ARN for integration must contain path or action');
  }
  return isHttp || functionIn(uri) !== undefined || settings.CredentialsArn !== undefined
    ? undefined
    : badRequest('Role ARN must be specified for AWS integrations');
}

function formatProblem(
  isHttp: boolean,
  { PayloadFormatVersion: version, IntegrationType: type }: IntegrationSettings,
): Refusal | undefined {
  if (version === '')
    return badRequest('PayloadFormatVersion is a required parameter for integration');
  if (version === '1.0') return undefined;
  if (version !== '2.0' || !isHttp) {
    return badRequest(`Unsupported PayloadFormatVersion: ${version}`);
  }
  return type === 'AWS_PROXY'
    ? undefined
    : badRequest(
        `PayloadFormatVersion ${version} is not supported for integration of type ${type}`,
      );
}

function subtypeProblem(
  name: string,
  settings: IntegrationSettings,
  { region }: Pick<Context, 'region'>,
): Refusal | undefined {
  const { PayloadFormatVersion, IntegrationType, CredentialsArn, IntegrationUri } = settings;
  const { RequestParameters: parameters = {} } = settings;
  const subtype = subtypeOf(name);
  const isPlain = PayloadFormatVersion === '1.0' || PayloadFormatVersion === '';
  if (!subtype || !isPlain || IntegrationType !== 'AWS_PROXY') {
    return badRequest(`Operation: ${name} is not supported.`);
  }
  if (IntegrationUri !== undefined && IntegrationUri !== '') {
    return badRequest(
      'URI should not be specified for AWS_PROXY integration configuration with Subtype',
    );
  }
  if (CredentialsArn === undefined || CredentialsArn === '') {
    return badRequest(
      `Role ARN must be specified for AWS integration configuration with Subtype: ${name}`,
    );
  }
  const given = Object.keys(parameters);
  if (subtype.required.some((one) => !given.includes(one))) {
    return badRequest(
      `Operation: ${name} requires enabling passthrough, or defining all of the following parameters: [${subtype.required.join(', ')}]`,
    );
  }
  const source = firstOf(Object.entries(parameters), ([destination, one]) =>
    destination.endsWith('Attributes') && !one.startsWith('$')
      ? `Invalid source: ${one} specified for destination: ${destination}`
      : undefined,
  );
  if (source !== undefined) {
    return badRequest(
      `Invalid selection expression specified: Validation Result: warnings : [], errors : [${source}]`,
    );
  }
  if (subtype.operation === undefined) return notSimulated(`IntegrationSubtype ${name}`);
  const { Region: other = region } = parameters;
  return other === region ? undefined : notSimulated(`The region ${other}`);
}

const passthroughs = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];

function webSocketProblem(settings: IntegrationSettings): Refusal | undefined {
  const { IntegrationSubtype, ResponseParameters, PassthroughBehavior = '' } = settings;
  const { RequestParameters = {}, TemplateSelectionExpression: expression } = settings;
  if (IntegrationSubtype !== undefined) {
    return badRequest('IntegrationSubtype is only supported for HTTP APIs.');
  }
  if (ResponseParameters !== undefined) {
    return badRequest('ResponseParameters are only supported for HTTP APIs.');
  }
  if (!passthroughs.includes(PassthroughBehavior)) {
    return badRequest(`Invalid passthrough behavior specified: ${PassthroughBehavior}`);
  }
  const mapping = firstOf(Object.entries(RequestParameters), mappingProblem);
  return (
    (mapping === undefined ? undefined : invalidMapping(mapping)) ?? expressionProblem(expression)
  );
}

function mappingProblem([target, source]: readonly [string, string]): string | undefined {
  if (!/^integration\.request\.(?:querystring|path|header)\.[^ ]+$/.test(target)) {
    return `Invalid mapping expression specified: ${target}`;
  }
  const isSource =
    /^(?:'.*'|route\.request\.(?:(?:querystring|header|path)\..+|body(?:\..*)?)|context\..+|stageVariables\..+)$/s.test(
      source,
    );
  return isSource ? undefined : `Invalid mapping expression specified: ${source}`;
}

/** One that each frame would be asked for is not simulated; a constant one is. */
export function expressionProblem(expression: string | undefined): Refusal | undefined {
  return expression !== undefined &&
    /\$\{?(?:request|context|stageVariables|integration)\b/.test(expression)
    ? notSimulated(`The template selection expression ${expression}`)
    : undefined;
}
