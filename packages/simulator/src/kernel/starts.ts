/** The ways in which a scenario begins a run. */
import { textOf } from '@stepthrough/json';
import type { Json } from '@stepthrough/asl';
import type { JsonObject, ServiceCall } from '@stepthrough/services';
import type { Setting } from '../setting.ts';
import { values } from '@stepthrough/collections';
import type { World } from '../world.ts';
import type { Scenario, Start } from '@stepthrough/scenario';

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

/** Whether a scenario begins a run by itself; one that does not leaves that to an input. */
export function beginsByItself({ starts, events }: Scenario): boolean {
  return starts.length + events.length > 0;
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

export function callsOfStart(start: Start, setting: Setting, world: World): readonly StartCall[] {
  const kind = kindOf(start);
  return kinds[kind].calls(start[kind] as never, start, setting, world);
}

interface HttpStart {
  readonly api?: string;
  readonly method?: string;
  readonly path: string;
  readonly headers?: JsonObject;
  readonly body?: Json;
  /** Name of the user who sends it. */
  readonly as?: string;
}

interface WebSocketStart {
  readonly api: string;
  readonly messages: readonly Json[];
  readonly headers?: JsonObject;
  readonly path?: string;
  readonly close?: number;
  readonly as?: string;
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
  readonly websocket: WebSocketStart;
  readonly object: { readonly bucket: string; readonly key: string; readonly body?: Json };
  readonly notification: {
    readonly topic: string;
    readonly message: Json;
    readonly subject?: string;
    readonly attributes?: JsonObject;
  };
  readonly item: { readonly table: string; readonly put: Json };
  readonly invoke: { readonly function: string; readonly payload?: Json };
  readonly stop: { readonly machine?: string; readonly error?: string; readonly cause?: string };
}

type Table = {
  readonly [K in keyof Kinds]: {
    readonly describe: (value: Kinds[K]) => string;
    readonly calls: (
      value: Kinds[K],
      start: Start,
      setting: Setting,
      world: World,
    ) => readonly StartCall[];
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
    calls: ({ api, method = 'GET', path, headers = {}, body, as: user }) =>
      now('apigateway', 'Request', {
        ...(api === undefined ? {} : { api }),
        ...(user === undefined ? {} : { user }),
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
    calls: (
      { api, messages, headers = {}, path = '', close, as: user },
      _start,
      _setting,
      world,
    ) => {
      const connection = `c${world.sequence}`;
      return [
        ...now('apigateway', 'Connect', {
          api,
          connection,
          headers,
          path,
          ...(user === undefined ? {} : { user }),
        }),
        ...messages.flatMap((body) =>
          now('apigateway', 'Frame', { connection, body: textOf(body) }),
        ),
        ...(close === undefined
          ? []
          : now('apigateway', 'Disconnect', { connection }).map((call) => ({
              ...call,
              afterMs: close,
            }))),
      ];
    },
  },
  object: {
    describe: ({ bucket, key }) => `S3 · ${bucket}/${key} put`,
    calls: ({ bucket, key, body = '' }) =>
      now('s3', 'PutObject', { Bucket: bucket, Key: key, Body: textOf(body) }),
  },
  notification: {
    describe: ({ topic }) => `SNS · ${topic}`,
    calls: ({ topic, message, subject, attributes }) =>
      now('sns', 'Publish', {
        TopicArn: topic,
        Message: textOf(message),
        ...(subject === undefined ? {} : { Subject: subject }),
        ...(attributes === undefined ? {} : { MessageAttributes: attributesOf(attributes) }),
      }),
  },
  item: {
    describe: ({ table }) => `DynamoDB · ${table} put`,
    calls: ({ table, put }) => now('dynamodb', 'PutItem', { TableName: table, Item: put }),
  },
  invoke: {
    describe: ({ function: name }) => `Lambda · ${name}`,
    calls: ({ function: name, payload = {} }) =>
      now('lambda', 'Invoke', { FunctionName: name, Payload: payload }),
  },
  stop: {
    describe: ({ machine }) => `StopExecution${machine === undefined ? '' : ` · ${machine}`}`,
    calls: ({ machine, error, cause }, _start, _setting, world) =>
      values(world.executions)
        .filter(({ snapshot, child }) => snapshot.status === 'RUNNING' && !child)
        .filter((execution) => machine === undefined || execution.machine === machine)
        .flatMap(({ id }) =>
          now('states', 'StopExecution', {
            executionArn: id,
            ...(error === undefined ? {} : { error }),
            ...(cause === undefined ? {} : { cause }),
          }),
        ),
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
