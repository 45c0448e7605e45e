import { type ObjectNode, propertyOf, type Range, valueOf } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import { has, isOpen } from './nodes.ts';

interface Conflict {
  readonly at: Range;
  readonly message: string;
}

/** What is wrong between the parameters of a request, which no single parameter shows. */
export function conflictsIn(action: string, request: ObjectNode): readonly Conflict[] {
  return member(checks, action)?.(request) ?? [];
}

const checks: { readonly [action: string]: (request: ObjectNode) => readonly Conflict[] } = {
  'apigateway:invoke': (request) => [
    ...bodyWithoutMethod(request, ['GET', 'HEAD', 'OPTIONS', 'DELETE']),
    ...forbiddenHeaders(request),
  ],
  'http:invoke': (request) => {
    const endpoint = propertyOf(request, 'ApiEndpoint')?.value;
    if (
      endpoint?.kind !== 'string' ||
      isOpen(endpoint) ||
      /^(?:https:\/\/|\{%)/.test(endpoint.value)
    ) {
      return [];
    }
    return [
      { at: endpoint.range, message: 'ApiEndpoint must be a URL that begins with https://.' },
    ];
  },
  'ecs:runTask': (request) => {
    const launch = propertyOf(request, 'LaunchType');
    const hasNetwork =
      has(request, 'NetworkConfiguration') || has(request, 'NetworkConfiguration.$');
    if (launch?.value?.kind !== 'string' || launch.value.value !== 'FARGATE' || hasNetwork)
      return [];
    return [
      {
        at: launch.value.range,
        message: 'A task on FARGATE needs NetworkConfiguration with its subnets.',
      },
    ];
  },
  'bedrock:invokeModel': (request) => {
    const body = propertyOf(request, 'Body') ?? propertyOf(request, 'Body.$');
    const input = propertyOf(request, 'Input') ?? propertyOf(request, 'Input.$');
    if (!body || !input) return [];
    return [
      {
        at: input.key.range,
        message: 'Give the request in Body or as an S3 object in Input, not both.',
      },
    ];
  },
};

function bodyWithoutMethod(request: ObjectNode, methods: readonly string[]): readonly Conflict[] {
  const method = valueOf(request, 'Method');
  const body = propertyOf(request, 'RequestBody') ?? propertyOf(request, 'RequestBody.$');
  if (method?.kind !== 'string' || !methods.includes(method.value) || !body) return [];
  return [{ at: body.key.range, message: `A ${method.value} request has no RequestBody.` }];
}

/** Headers that API Gateway sets itself (developer guide, 'Call API Gateway'). */
const forbidden =
  /^(?:X-Forwarded.*|X-Amz.*|X-Amzn.*|Authorization|Connection|Content-md5|Expect|Host|Max-Forwards|Proxy-Authenticate|Server|TE|Transfer-Encoding|Trailer|Upgrade|Via|Www-Authenticate)$/i;

function forbiddenHeaders(request: ObjectNode): readonly Conflict[] {
  const headers = valueOf(request, 'Headers');
  if (headers?.kind !== 'object') return [];
  return headers.properties
    .filter(({ key }) => forbidden.test(key.value.replace(/\.\$$/, '')))
    .map(({ key }) => ({
      at: key.range,
      message: `The header ${key.value.replace(/\.\$$/, '')} cannot be set by a request.`,
    }));
}
