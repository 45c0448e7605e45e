/** The ways in which a scenario begins a run. */
import type { Json } from '@stepthrough/asl';
import type { JsonObject, ServiceCall } from '../services/service.ts';
import type { Setting } from '../setting.ts';
import type { Scenario, Start } from './model.ts';

export interface StartListing {
  readonly name: string;
  /** E.g. `API Gateway · POST /orders`. */
  readonly description: string;
}

/** What a picker shows. */
export function listStarts(scenario: Scenario): readonly StartListing[] {
  return scenario.starts.map((start) => {
    const kind = kindOf(start);
    return { name: start.name, description: kinds[kind].describe(start[kind] as never) };
  });
}

/** The start of that name; without a name the first. */
export function findStart(scenario: Scenario, name: string | undefined): Start | undefined {
  return name === undefined
    ? scenario.starts[0]
    : scenario.starts.find((start) => start.name === name);
}

interface StartCall {
  /** Milliseconds from the beginning. */
  readonly afterMs: number;
  readonly call: ServiceCall;
}

export function callsOfStart(start: Start, setting: Setting): readonly StartCall[] {
  const kind = kindOf(start);
  return kinds[kind].calls(start[kind] as never, start, setting);
}

interface HttpStart {
  readonly api?: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: JsonObject;
  readonly body?: Json;
}

interface MessagesStart {
  readonly queue: string;
  readonly send: readonly {
    readonly body: Json;
    readonly messageGroupId?: string;
    readonly messageDeduplicationId?: string;
    readonly delay?: number;
    readonly attributes?: JsonObject;
    readonly after?: number;
  }[];
}

interface Kinds {
  readonly input: Json;
  readonly http: HttpStart;
  readonly messages: MessagesStart;
  readonly event: JsonObject;
  readonly rule: string;
  readonly websocket: { readonly api: string; readonly messages: readonly Json[] };
  readonly object: { readonly bucket: string; readonly key: string; readonly body?: Json };
}

type Table = {
  readonly [K in keyof Kinds]: {
    readonly describe: (value: Kinds[K]) => string;
    readonly calls: (value: Kinds[K], start: Start, setting: Setting) => readonly StartCall[];
  };
};

const kinds: Table = {
  input: {
    describe: () => 'StartExecution',
    calls: (input, { machine, executionName }, setting) => {
      const target = typeof machine === 'string' ? setting.machines.get(machine) : setting.main;
      return now('states', 'StartExecution', {
        stateMachineArn: target?.arn ?? String(machine),
        input: JSON.stringify(input),
        ...(typeof executionName === 'string' ? { name: executionName } : {}),
      });
    },
  },
  http: {
    describe: ({ method = 'GET', path }) => `API Gateway · ${method} ${path}`,
    calls: ({ api, method = 'GET', path, headers = {}, body }) =>
      now('apigateway', 'Request', {
        ...(api === undefined ? {} : { api }),
        method,
        path,
        headers,
        ...(body === undefined ? {} : { body: textOf(body) }),
      }),
  },
  messages: {
    describe: ({ queue, send }) =>
      `SQS · ${queue} (${send.length === 1 ? '1 message' : `${send.length} messages`})`,
    calls: ({ queue, send }) =>
      send.map(({ body, delay, attributes, after = 0, ...ids }) => ({
        afterMs: after,
        call: {
          service: 'sqs',
          operation: 'SendMessage',
          request: {
            QueueUrl: queue,
            MessageBody: textOf(body),
            ...(ids.messageGroupId === undefined ? {} : { MessageGroupId: ids.messageGroupId }),
            ...(ids.messageDeduplicationId === undefined
              ? {}
              : { MessageDeduplicationId: ids.messageDeduplicationId }),
            ...(delay === undefined ? {} : { DelaySeconds: delay / 1000 }),
            ...(attributes === undefined ? {} : { MessageAttributes: attributesOf(attributes) }),
          },
        },
      })),
  },
  event: {
    describe: (event) =>
      `EventBridge · ${String(event['detail-type'])} from ${String(event['source'])}`,
    calls: ({ source = '', detail = {}, bus, resources = [], ...event }) =>
      now('events', 'PutEvents', {
        Entries: [
          {
            Source: source,
            DetailType: event['detail-type'] ?? '',
            Detail: JSON.stringify(detail),
            Resources: resources,
            ...(bus === undefined ? {} : { EventBusName: bus }),
          },
        ],
      }),
  },
  rule: {
    describe: (rule) => `EventBridge · schedule of ${rule}`,
    calls: (rule) => now('events', 'Fire', { Rule: rule }),
  },
  websocket: {
    describe: ({ api, messages }) => `API Gateway · WebSocket ${api} (${messages.length} frames)`,
    calls: ({ api, messages }) => [
      ...now('apigateway', 'Connect', { api, connection: 'start' }),
      ...messages.flatMap((body) =>
        now('apigateway', 'Frame', { api, connection: 'start', body: textOf(body) }),
      ),
    ],
  },
  object: {
    describe: ({ bucket, key }) => `S3 · ${bucket}/${key} put`,
    calls: ({ bucket, key, body = '' }) =>
      now('s3', 'PutObject', { Bucket: bucket, Key: key, Body: textOf(body) }),
  },
};

function kindOf(start: Start): keyof Kinds {
  const found = (Object.keys(kinds) as (keyof Kinds)[]).find((kind) => start[kind] !== undefined);
  if (!found)
    throw new Error(`The start "${start.name}" has none of ${Object.keys(kinds).join(', ')}.`);
  return found;
}

function now(
  service: ServiceCall['service'],
  operation: string,
  request: JsonObject,
): readonly StartCall[] {
  return [{ afterMs: 0, call: { service, operation, request } }];
}

function textOf(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function attributesOf(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      {
        DataType: typeof value === 'number' ? 'Number' : 'String',
        StringValue: textOf(value),
      },
    ]),
  );
}
