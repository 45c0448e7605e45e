/** What AWS refuses of the parameter mapping of an HTTP API. */
import { firstOf } from '../../contract/first-of.ts';
import type { Refusal } from '../../contract/outcome.ts';
import { invalidMapping, notSimulated } from '../control/refusals.ts';
import { actionOf } from '../parameter-actions.ts';
import type { IntegrationSettings } from '../routed-api.ts';

export function httpParametersProblem({
  IntegrationType,
  IntegrationSubtype,
  RequestParameters = {},
  ResponseParameters = {},
}: IntegrationSettings): Refusal | undefined {
  const request =
    IntegrationSubtype === undefined
      ? firstOf(Object.entries(RequestParameters), requestProblem)
      : undefined;
  if (request !== undefined) return invalidMapping(request);
  // What a function would see of another path is not known.
  if (IntegrationType === 'AWS_PROXY' && Object.hasOwn(RequestParameters, 'overwrite:path')) {
    return notSimulated('overwrite:path of a function');
  }
  for (const [status, mapped] of Object.entries(ResponseParameters)) {
    const number = /^\d+$/.test(status) ? Number(status) : 0;
    if (number < 200 || number > 599) return invalidMapping(`Status Code ${status} is not valid.`);
    const response = firstOf(Object.entries(mapped), responseProblem);
    if (response !== undefined) return invalidMapping(response);
  }
  return undefined;
}

const ofRequest =
  /^(?:request\.(?:header|querystring|body|path)(?:\..+)?|context\..+|stageVariables\..+)$/s;
const ofResponse = /^(?:response\.(?:header|body)(?:\..+)?|context\..+|stageVariables\..+)$/s;

function requestProblem([key, source]: readonly [string, string]): string | undefined {
  const { verb, place, name } = actionOf(key) ?? {};
  const isRight =
    place === 'header' || place === 'querystring' || (place === 'path' && verb === 'overwrite');
  if (!isRight) return `Invalid Request Actioned Parameter destination specified: ${key}`;
  return (
    headerProblem(place, name) ??
    (verb === 'remove' ? undefined : sourceProblem(source, key, ofRequest))
  );
}

function responseProblem([key, source]: readonly [string, string]): string | undefined {
  const { verb, place, name } = actionOf(key) ?? {};
  const isRight = place === 'header' || (place === 'statuscode' && verb === 'overwrite');
  if (!isRight) return `Invalid Response Actioned Parameter destination specified: ${key}`;
  return (
    headerProblem(place, name) ??
    (verb === 'remove' ? undefined : sourceProblem(source, key, ofResponse))
  );
}

/** Source: "Transform API requests and responses for HTTP APIs", Reserved headers. */
const reserved =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via)$/i;

function headerProblem(place: string, name = ''): string | undefined {
  return place === 'header' && reserved.test(name)
    ? `Operations on header ${name.toLowerCase()} are restricted`
    : undefined;
}

/** A constant, or selections of the request, or of the answer; of the context and of stage variables. */
function sourceProblem(source: string, key: string, known: RegExp): string | undefined {
  const selections =
    source.startsWith('$') && !source.startsWith('${')
      ? [source.slice(1)]
      : [...source.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => inner);
  const isRight = source !== '' && selections.every((one) => known.test(one));
  return isRight ? undefined : `Invalid source: ${source} specified for destination: ${key}`;
}
