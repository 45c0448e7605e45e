/** Services that `aws-sdk:` resources reach, by their name in the ARN. */
import { isObject, parsed, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { ServiceName } from '@stepthrough/services';
import { capitalisedMembers, listOf, lowerCasedMembers } from './shapes.ts';

interface SdkService {
  readonly service: ServiceName;
  /** As error names and causes spell it. */
  readonly prefix: string;
  readonly request: (parameters: JsonObject) => JsonObject;
  readonly response: (response: Json) => Json;
}

const same = <T>(value: T): T => value;

export const sdkServices: { readonly [name: string]: SdkService } = {
  sqs: { service: 'sqs', prefix: 'Sqs', request: texts('MessageBody'), response: same },
  sns: { service: 'sns', prefix: 'Sns', request: texts('Message'), response: same },
  eventbridge: {
    service: 'events',
    prefix: 'EventBridge',
    request: ({ Entries, ...rest }) => ({
      ...rest,
      Entries: listOf(Entries).map((entry) => (isObject(entry) ? texts('Detail')(entry) : entry)),
    }),
    response: same,
  },
  lambda: {
    service: 'lambda',
    prefix: 'Lambda',
    // The API takes and gives the payload as bytes, which Step Functions reads as a text.
    request: ({ Payload = '{}', ...rest }) => ({ ...rest, Payload: parsed(Payload) }),
    response: (response) => {
      const { Payload, ...rest } = isObject(response) ? response : {};
      return Payload === undefined ? rest : { ...rest, Payload: JSON.stringify(Payload) };
    },
  },
  sfn: {
    service: 'states',
    prefix: 'Sfn',
    request: (parameters) => texts('input', 'output')(lowerCasedMembers(parameters)),
    response: capitalisedMembers,
  },
  s3: { service: 's3', prefix: 'S3', request: texts('Body'), response: same },
  dynamodb: { service: 'dynamodb', prefix: 'DynamoDb', request: same, response: same },
  apigatewaymanagementapi: {
    service: 'apigateway',
    prefix: 'ApiGatewayManagementApi',
    request: same,
    response: same,
  },
};

/** Parameters that are texts in the API: Step Functions writes JSON into them. */
function texts(...names: readonly string[]): (parameters: JsonObject) => JsonObject {
  return (parameters) =>
    Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        names.includes(name) ? textOf(value) : value,
      ]),
    );
}
