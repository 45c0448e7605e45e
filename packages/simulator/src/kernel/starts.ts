/** The ways in which a scenario begins a run. */
import { values } from '@stepthrough/collections';
import { textOf, type Json, type JsonObject } from '@stepthrough/json';
import { beginningNames, type Beginning, type Scenario, type Start } from '@stepthrough/scenario';
import {
  contentOfJson,
  sendMessageRequest,
  type ServiceCall,
  type ServiceName,
} from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { World } from '../world/world.ts';

export interface StartListing {
  readonly name: string;
  /** E.g. `API Gateway · POST /orders`. */
  readonly description: string;
}

/** What a picker shows. */
export function listStarts(scenario: Scenario): readonly StartListing[] {
  return scenario.starts.map((start) => ({
    name: start.name,
    description: firstOf((kind) => described(kind, start)) ?? '',
  }));
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

/** A start, or an event, of which one beginning is there. */
type Begun = Pick<Start, Beginning | 'machine' | 'executionName'>;
type Beginnings = Required<Pick<Start, Beginning>>;

export function callsOfStart(begun: Begun, setting: Setting, world: World): readonly StartCall[] {
  return firstOf((kind) => calledBy(kind, begun, setting, world)) ?? [];
}

function described<K extends Beginning>(kind: K, begun: Partial<Beginnings>): string | undefined {
  const value: Beginnings[K] | undefined = begun[kind];
  return value === undefined ? undefined : kinds[kind].describe(value);
}

function calledBy<K extends Beginning>(
  kind: K,
  begun: Begun,
  setting: Setting,
  world: World,
): readonly StartCall[] | undefined {
  const given: Partial<Beginnings> = begun;
  const value: Beginnings[K] | undefined = given[kind];
  return value === undefined ? undefined : kinds[kind].calls(value, { begun, setting, world });
}

function firstOf<T>(make: (kind: Beginning) => T | undefined): T | undefined {
  for (const kind of beginningNames) {
    const made = make(kind);
    if (made !== undefined) return made;
  }
  return undefined;
}

interface Circumstances {
  readonly begun: Begun;
  readonly setting: Setting;
  readonly world: World;
}

type Table = {
  readonly [K in Beginning]: {
    readonly describe: (value: Beginnings[K]) => string;
    readonly calls: (value: Beginnings[K], at: Circumstances) => readonly StartCall[];
  };
};

const kinds: Table = {
  input: {
    describe: () => 'StartExecution',
    calls: (input, { begun: { machine, executionName }, setting }) => {
      const target = machine === undefined ? setting.main : setting.machines.get(machine);
      return now('states', 'StartExecution', {
        stateMachineArn: target?.arn ?? String(machine),
        input: JSON.stringify(input),
        ...(executionName === undefined ? {} : { name: executionName }),
      });
    },
  },
  http: {
    describe: ({ method, path }) => `API Gateway · ${method} ${path}`,
    calls: ({ api, method, path, headers, body, as: user }) => [
      atOnce({
        service: 'apigateway',
        signal: {
          kind: 'request',
          ...(api === undefined ? {} : { api }),
          ...(user === undefined ? {} : { user }),
          method,
          path,
          headers,
          ...(body === undefined ? {} : { body: contentOfJson(body) }),
        },
      }),
    ],
  },
  messages: {
    describe: ({ queue, send }) =>
      `SQS · ${queue} (${send.length === 1 ? '1 message' : `${send.length} messages`})`,
    calls: ({ queue, send }) =>
      send.map(({ attributes, after, ...message }) => ({
        afterMs: after,
        call: {
          service: 'sqs',
          operation: 'SendMessage',
          request: {
            ...sendMessageRequest(queue, message),
            ...(attributes === undefined ? {} : { MessageAttributes: attributesOf(attributes) }),
          },
        },
      })),
  },
  event: {
    describe: (event) => `EventBridge · ${event['detail-type']} from ${event.source}`,
    calls: ({ source, detail, bus, resources, 'detail-type': type }) =>
      now('events', 'PutEvents', {
        Entries: [
          {
            Source: source,
            DetailType: type,
            Detail: JSON.stringify(detail),
            Resources: resources,
            ...(bus === undefined ? {} : { EventBusName: bus }),
          },
        ],
      }),
  },
  rule: {
    describe: (rule) => `EventBridge · schedule of ${rule}`,
    calls: (rule) => [atOnce({ service: 'events', signal: { kind: 'fire', rule } })],
  },
  websocket: {
    describe: ({ api, messages }) => `API Gateway · WebSocket ${api} (${messages.length} frames)`,
    calls: ({ api, messages, headers, path, close, as: user }, { world }) => {
      const connection = `c${world.sequence}`;
      return [
        atOnce({
          service: 'apigateway',
          signal: {
            kind: 'connect',
            api,
            connection,
            headers,
            path,
            ...(user === undefined ? {} : { user }),
          },
        }),
        ...messages.map((body) =>
          atOnce({
            service: 'apigateway',
            signal: { kind: 'frame', connection, body: textOf(body) },
          }),
        ),
        ...(close === undefined
          ? []
          : [
              {
                afterMs: close,
                call: { service: 'apigateway', signal: { kind: 'disconnect', connection } },
              } as const,
            ]),
      ];
    },
  },
  object: {
    describe: ({ bucket, key }) => `S3 · ${bucket}/${key} put`,
    calls: ({ bucket, key, body }) =>
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
    calls: ({ function: name, payload }) =>
      now('lambda', 'Invoke', { FunctionName: name, Payload: payload }),
  },
  stop: {
    describe: ({ machine }) => `StopExecution${machine === undefined ? '' : ` · ${machine}`}`,
    calls: ({ machine, error, cause }, { world }) =>
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

function atOnce(call: ServiceCall): StartCall {
  return { afterMs: 0, call };
}

function now(service: ServiceName, operation: string, request: JsonObject): readonly StartCall[] {
  return [atOnce({ service, operation, request })];
}

function attributesOf(attributes: { readonly [name: string]: Json }): JsonObject {
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
