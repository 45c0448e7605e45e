/** Answers of AWS's Query protocol: as JSON, or as XML where the request accepts that alone. */
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { AwsAsked, HttpResponse } from './state.ts';
import { xmlDocument } from './xml.ts';

export function queryAnswer(
  asked: AwsAsked,
  outcome: Outcome,
  context: Pick<Context, 'uuid'>,
): HttpResponse {
  const { operation, service, protocol } = asked;
  const RequestId = context.uuid('query');
  const isXml = protocol === 'queryXml';
  const namespace = namespaces.get(service);
  const written = (status: number, name: string, value: JsonObject): HttpResponse =>
    isXml
      ? { status, headers: xml, body: xmlDocument(name, value, namespace) }
      : { status, headers: json, body: JSON.stringify({ [name]: value }) };
  if (!outcome.ok) {
    const { code, queryCode, message, status } = outcome.error;
    const Error = { Code: queryCode ?? code, Message: message, Type: 'Sender' };
    if (isXml) return written(status, 'ErrorResponse', { Error, RequestId });
    return { status, headers: json, body: JSON.stringify({ Error, RequestId }) };
  }
  const response = isObject(outcome.response) ? outcome.response : {};
  const result = isXml ? xmlResult(asked, response) : jsonResult(operation, response);
  return written(200, `${operation}Response`, {
    ...(withoutResult.has(operation) ? {} : { [`${operation}Result`]: result }),
    ResponseMetadata: { RequestId },
  });
}

const json = { 'Content-Type': 'application/json' } as const;
const xml = { 'Content-Type': 'text/xml' } as const;

const namespaces: ReadonlyMap<string, string> = new Map([
  ['sqs', 'http://queue.amazonaws.com/doc/2012-11-05/'],
  ['sns', 'http://sns.amazonaws.com/doc/2010-03-31/'],
]);

const withoutResult: ReadonlySet<string> = new Set([
  'AddPermission',
  'ChangeMessageVisibility',
  'DeleteEndpoint',
  'DeleteMessage',
  'DeletePlatformApplication',
  'DeleteQueue',
  'DeleteTopic',
  'PurgeQueue',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetEndpointAttributes',
  'SetPlatformApplicationAttributes',
  'SetQueueAttributes',
  'SetSubscriptionAttributes',
  'SetTopicAttributes',
  'TagQueue',
  'UntagQueue',
  'Unsubscribe',
]);

function jsonResult(operation: string, response: JsonObject): JsonObject {
  switch (operation) {
    case 'SendMessage':
      return { ...nothingSent, ...response };
    case 'ReceiveMessage':
      return { messages: response['Messages'] ?? null };
    case 'Publish':
      return { MessageId: null, SequenceNumber: null, ...response };
    default:
      return response;
  }
}

/** Members that are there even without a value. */
const nothingSent: JsonObject = {
  MD5OfMessageAttributes: null,
  MD5OfMessageBody: null,
  MD5OfMessageSystemAttributes: null,
  MessageId: null,
  SequenceNumber: null,
};

function xmlResult({ operation, service }: AwsAsked, response: JsonObject): JsonObject {
  return service === 'sqs' ? ofSqs(operation, response) : ofSns(response);
}

/** SQS has an element for each item of a list and each pair of a map. */
function ofSqs(operation: string, response: JsonObject): JsonObject {
  return mapMembers(response, (name, value) => {
    const item = items.get(name);
    if (item && isArray(value)) {
      return [item(operation), value.map((one) => (isObject(one) ? ofSqs(operation, one) : one))];
    }
    const pair = pairs.get(name);
    if (!pair || !isObject(value)) return [name, value];
    const [element, Key] = pair;
    return [element, Object.entries(value).map(([key, Value]) => ({ [Key]: key, Value }))];
  });
}

/** How SQS calls the items of its lists. */
const items: ReadonlyMap<string, (operation: string) => string> = new Map([
  ['Messages', () => 'Message'],
  ['QueueUrls', () => 'QueueUrl'],
  ['queueUrls', () => 'QueueUrl'],
  ['Results', (operation: string) => `${operation}ResultEntry`],
  ['Successful', (operation: string) => `${operation}ResultEntry`],
  ['Failed', () => 'BatchResultErrorEntry'],
]);

/** How SQS calls the pairs of its maps, and their keys. */
const pairs: ReadonlyMap<string, readonly [pair: string, key: string]> = new Map([
  ['Attributes', ['Attribute', 'Name']],
  ['MessageAttributes', ['MessageAttribute', 'Name']],
  ['Tags', ['Tag', 'Key']],
]);

/** SNS has lists of members, and maps of entries. */
function ofSns(response: JsonObject): JsonObject {
  return mapMembers(response, (name, value) => {
    if (isArray(value)) return [name, { member: value }];
    if (!isObject(value)) return [name, value];
    return [name, { entry: Object.entries(value).map(([key, one]) => ({ key, value: one })) }];
  });
}

function mapMembers(
  members: JsonObject,
  write: (name: string, value: Json) => readonly [name: string, value: Json],
): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => write(name, value)));
}
