/** Requests to AWS's services in their protocols, read as the operations that they ask for. */
import { isObject, member, parseJson, type JsonObject } from '@stepthrough/json';
import { textOfContent } from '../contract/content.ts';
import type { ServiceName } from '../contract/service-name.ts';
import type { AwsAddress } from './aws-address.ts';
import { header } from './headers.ts';
import type { IntegrationRequest } from './integration-request.ts';
import { firstType } from './media-types.ts';
import { queryRequest } from './query-form.ts';
import type { AwsRequest } from './read-request.ts';
import { s3Request } from './s3-request.ts';

type Read = (address: AwsAddress, sent: IntegrationRequest, method: string) => AwsRequest;

/** What is asked of the service at an address. */
export function awsRequest(
  address: AwsAddress,
  sent: IntegrationRequest,
  method: string,
): AwsRequest {
  const read = member(protocols, address.service);
  return read
    ? read(address, sent, method)
    : { kind: 'notSimulated', what: `an integration with ${address.service}` };
}

const protocols: { readonly [service: string]: Read } = {
  dynamodb: inJson('dynamodb'),
  events: inJson('events'),
  states: inJson('states'),
  sqs: inQuery('sqs'),
  sns: inQuery('sns'),
  s3: (address, { headers, query, body = '' }, method) =>
    s3Request(address, { headers, query, body, method }),
};

/** The action is that of the address, or what the header names. */
function inJson(service: ServiceName): Read {
  return ({ action }, { headers, body = '' }) => {
    const text = textOfContent(body);
    const request = parseJson(text === '' ? '{}' : text);
    if (!isObject(request)) return { kind: 'unreadable', text };
    const target = header(headers, 'x-amz-target')?.split('.').at(-1);
    const operation = action ?? target;
    if (operation === undefined) return { kind: 'unreadable', text };
    return { kind: 'request', service, asked: { service, operation, protocol: 'json' }, request };
  };
}

/** A form, or JSON where the type of the body says so; a queue is named in the path. */
function inQuery(service: 'sqs' | 'sns'): Read {
  return (address, sent, method) => {
    const { headers, body = '', query } = sent;
    const type = firstType(header(headers, 'content-type') ?? '');
    const queue = address.path?.split('/').at(-1);
    const withQueue = (request: JsonObject): JsonObject =>
      service === 'sqs' && queue !== undefined && queue !== '' && request['QueueUrl'] === undefined
        ? { ...request, QueueUrl: queue }
        : request;
    const isTyped = type.startsWith('application/x-amz-json');
    if (isTyped || textOfContent(body).trimStart().startsWith('{')) {
      const read = inJson(service)(address, sent, method);
      if (read.kind !== 'request') return read;
      const asked = !isTyped ? { ...read.asked, protocol: 'query' as const } : read.asked;
      return { ...read, asked, request: withQueue(read.request) };
    }
    const { action, request } = queryRequest(textOfContent(body), query);
    const operation = action ?? address.action;
    if (operation === undefined) return { kind: 'unreadable', text: textOfContent(body) };
    const isXml = /xml/i.test(firstType(header(headers, 'accept') ?? ''));
    const protocol = isXml ? 'queryXml' : 'query';
    const asked = { service, operation, protocol } as const;
    return { kind: 'request', service, asked, request: withQueue(request) };
  };
}
