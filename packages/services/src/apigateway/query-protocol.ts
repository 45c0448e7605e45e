/** SQS's older protocol, which API Gateway speaks: form in, a wrapped answer out. */
import { isObject, setMember, type Json, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';

export function formRequest(text: string): JsonObject {
  // A body that the template has not encoded is taken whole, as long as it is the last parameter.
  const whole = text.replace(
    /^(Action=\w+&(?:[\w.]+=[^&]*&)*MessageBody=)([[{][^]*)$/,
    (_, start: string, body: string) => `${start}${encodeURIComponent(body)}`,
  );
  const request: Record<string, Json> = {};
  const lists = new Map<string, string[]>();
  const attributes = new Map<string, Record<string, string>>();
  for (const [name, value] of new URLSearchParams(whole)) {
    const attribute = /^MessageAttribute\.(\d+)\.(.+)$/.exec(name);
    if (attribute?.[1] !== undefined && attribute[2] !== undefined) {
      const fields = attributes.get(attribute[1]) ?? {};
      setMember(fields, attribute[2], value);
      attributes.set(attribute[1], fields);
    } else if (/^(?:Action|Version)$/.test(name)) continue;
    else if (/^(?:MessageAttributeName|AttributeName)\.\d+$/.test(name)) {
      const list = `${name.split('.')[0]}s`;
      lists.set(list, [...(lists.get(list) ?? []), value]);
    } else setMember(request, name, numbered(name, value));
  }
  for (const [name, values] of lists) setMember(request, name, values);
  const named = [...attributes.values()].map(({ Name = '', ...rest }): [string, Json] => [
    Name,
    Object.fromEntries(
      Object.entries(rest).map(([field, value]) => [field.replace(/^Value\./, ''), value]),
    ),
  ]);
  if (named.length > 0) request['MessageAttributes'] = Object.fromEntries(named);
  return request;
}

/** Parameters that are numbers; a text that writes none stays one, which the service refuses. */
export function numbered(name: string, value: string): Json {
  return numbers.includes(name) && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
}

const numbers = ['DelaySeconds', 'MaxNumberOfMessages', 'WaitTimeSeconds', 'VisibilityTimeout'];

export function queryAnswer(
  operation: string,
  outcome: Outcome,
  context: Context,
): { readonly status: number; readonly body: string } {
  const RequestId = context.uuid('query');
  if (!outcome.ok) {
    const { code, queryCode, message, status } = outcome.error;
    const Error = { Code: queryCode ?? code, Message: message, Type: 'Sender' };
    return { status, body: JSON.stringify({ Error, RequestId }) };
  }
  const response = isObject(outcome.response) ? outcome.response : {};
  const result = operation === 'SendMessage' ? { ...nothingSent, ...response } : listed(response);
  const isEmpty = ['PurgeQueue', 'DeleteMessage'].includes(operation);
  const body = {
    [`${operation}Response`]: {
      ...(isEmpty ? {} : { [`${operation}Result`]: result }),
      ResponseMetadata: { RequestId },
    },
  };
  return { status: 200, body: JSON.stringify(body) };
}

/** Members that are there even without a value. */
const nothingSent: JsonObject = {
  MD5OfMessageAttributes: null,
  MD5OfMessageBody: null,
  MD5OfMessageSystemAttributes: null,
  MessageId: null,
  SequenceNumber: null,
};

function listed({ Messages = null }: JsonObject): JsonObject {
  return { messages: Messages };
}
