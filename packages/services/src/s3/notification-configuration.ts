/** Whom a bucket tells of its objects: queues, topics, functions and EventBridge. */
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Notification } from '@stepthrough/scenario';
import type { Refusal } from '../contract/outcome.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, ServiceEffect, Surroundings } from '../contract/service.ts';
import { isoOf } from './dates.ts';
import { overlapProblem } from './notification-overlap.ts';
import { invalidArgument, malformedXml } from './refusals.ts';
import type { Place } from './state.ts';

/** Members of a configuration with targets, and the member of a target that has its ARN. */
const kinds = {
  QueueConfigurations: {
    arn: 'QueueArn',
    service: 'sqs',
    pattern: /^arn:[^:]+:sqs:[^:]*:\d*:.+$/,
    what: 'queue',
  },
  TopicConfigurations: {
    arn: 'TopicArn',
    service: 'sns',
    pattern: /^arn:[^:]+:sns:[^:]*:\d*:.+$/,
    what: 'topic',
  },
  LambdaFunctionConfigurations: {
    arn: 'LambdaFunctionArn',
    service: 'lambda',
    pattern: /^arn:[^:]+:lambda:[^:]*:\d*:.+$/,
    what: 'cloud function',
  },
} as const;

type Kind = keyof typeof kinds;

const kindNames: readonly Kind[] = [
  'QueueConfigurations',
  'TopicConfigurations',
  'LambdaFunctionConfigurations',
];

export interface Target {
  readonly id: string;
  readonly kind: Kind;
  readonly arn: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Source: "Supported event types for SQS, SNS, and Lambda". */
const eventGroups = [
  'ReducedRedundancyLostObject',
  'ObjectCreated:*',
  'ObjectCreated:Put',
  'ObjectCreated:Post',
  'ObjectCreated:Copy',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectRemoved:*',
  'ObjectRemoved:Delete',
  'ObjectRemoved:DeleteMarkerCreated',
  'ObjectRestore:*',
  'ObjectRestore:Post',
  'ObjectRestore:Completed',
  'ObjectRestore:Delete',
  'Replication:*',
  'Replication:OperationFailedReplication',
  'Replication:OperationNotTracked',
  'Replication:OperationMissedThreshold',
  'Replication:OperationReplicatedAfterThreshold',
  'LifecycleTransition',
  'IntelligentTiering',
  'ObjectAcl:Put',
  'LifecycleExpiration:*',
  'LifecycleExpiration:Delete',
  'LifecycleExpiration:DeleteMarkerCreated',
  'ObjectTagging:*',
  'ObjectTagging:Put',
  'ObjectTagging:Delete',
] as const;

const knownEvents: ReadonlySet<Json> = new Set(eventGroups.map((event) => `s3:${event}`));

const topicPattern =
  '^arn:aws[\\p{Alpha}\\-]*:sns:[\\p{Alnum}\\-]+:[\\p{Digit}]{12}:[\\p{Alnum}\\-_]{1,256}$';

export function notificationProblem(given: JsonObject): Refusal | undefined {
  for (const kind of kindNames) {
    for (const target of listIn(given, kind)) {
      const problem = isObject(target) ? targetProblem(target, kind) : malformedXml;
      if (problem) return problem;
    }
  }
  return overlapProblem(targetsOf(given));
}

function targetProblem(target: JsonObject, kind: Kind): Refusal | undefined {
  const { arn: name, pattern, what } = kinds[kind];
  const arn = member(target, name);
  const events = listIn(target, 'Events');
  if (typeof arn !== 'string' || events.length === 0) return malformedXml;
  if (!arn.startsWith('arn:')) {
    return invalidArgument('The ARN could not be parsed', name, arn);
  }
  if (!pattern.test(arn)) {
    return invalidArgument(`The ARN is not well formed for a ${what}`, name, arn);
  }
  if (kind === 'QueueConfigurations' && arn.endsWith('.fifo')) {
    return invalidArgument('FIFO SQS queues are not supported.', name, arn);
  }
  if (kind === 'TopicConfigurations' && arn.endsWith('.fifo')) {
    return invalidArgument(
      `The ARN failed to satisfy constraint: Member must satisfy regular expression pattern: ${topicPattern}`,
      name,
      arn,
    );
  }
  const unknown = events.find((event) => !knownEvents.has(event));
  if (unknown !== undefined) {
    return invalidArgument(
      `The event '${String(unknown)}' is not supported for notifications`,
      'Event',
      String(unknown),
    );
  }
  return filterProblem(rulesOf(target));
}

function filterProblem(rules: readonly Json[]): Refusal | undefined {
  const found = new Set<string>();
  for (const rule of rules) {
    const given = isObject(rule) ? rule['Name'] : undefined;
    const filter = typeof given === 'string' ? given : 'null';
    const name = filter.toLowerCase();
    if (name !== 'prefix' && name !== 'suffix') {
      return invalidArgument(
        'filter rule name must be either prefix or suffix',
        'FilterRule.Name',
        filter,
      );
    }
    if (found.has(name)) {
      return invalidArgument(`Cannot specify more than one ${name} rule in a filter.`);
    }
    found.add(name);
  }
  return undefined;
}

/** Targets get an id, and rules the names that S3 tells. */
export function keptNotifications(given: JsonObject, context: Context): JsonObject {
  const lists = kindNames.flatMap((kind): [string, Json][] => {
    const targets = listIn(given, kind);
    if (targets.length === 0) return [];
    return [[kind, targets.map((target, index) => keptTarget(target, kind, index, context))]];
  });
  const rest = Object.entries(given).filter(
    ([name]) => !Object.hasOwn(kinds, name) && name !== 'SkipDestinationValidation',
  );
  return Object.fromEntries([...rest, ...lists]);
}

function keptTarget(target: Json, kind: Kind, index: number, context: Context): Json {
  if (!isObject(target)) return target;
  const { Filter, Id, ...others } = target;
  const FilterRules = rulesOf(target).map((rule) => {
    const { Name, Value } = isObject(rule) ? rule : {};
    return { Name: /^prefix$/i.test(String(Name)) ? 'Prefix' : 'Suffix', Value: Value ?? '' };
  });
  return {
    Id: typeof Id === 'string' ? Id : context.uuid(`notification ${kind} ${index}`),
    ...others,
    ...(Filter === undefined ? {} : { Filter: { Key: { FilterRules } } }),
  };
}

/** S3 says once to new queues and topics that it can reach them. */
export function testEvents(
  given: JsonObject,
  { bucket: { name: Bucket }, context }: Place,
): readonly ServiceEffect[] {
  if (given['SkipDestinationValidation'] === true) return [];
  const event = JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: isoOf(context.now),
    Bucket,
    RequestId: context.uuid('s3').slice(0, 16).toUpperCase(),
    HostId: context.uuid('s3-host'),
  });
  return targetsOf(given).flatMap(({ kind, arn }) => {
    if (kind === 'LambdaFunctionConfigurations') return [];
    return [kind === 'QueueConfigurations' ? toQueue(arn, event) : toTopic(arn, event)];
  });
}

export function toQueue(arn: string, MessageBody: string): ServiceEffect {
  const request = { QueueUrl: resourceName(arn), MessageBody };
  return { do: 'call', call: { service: 'sqs', operation: 'SendMessage', request } };
}

export function toTopic(TopicArn: string, Message: string): ServiceEffect {
  const request = { TopicArn, Subject: 'Amazon S3 Notification', Message };
  return { do: 'call', call: { service: 'sns', operation: 'Publish', request } };
}

/** All targets of a configuration that was taken. */
export function targetsOf(configuration: JsonObject): readonly Target[] {
  return kindNames.flatMap((kind) =>
    listIn(configuration, kind).flatMap((target) => {
      if (!isObject(target)) return [];
      const rules = rulesOf(target);
      return [
        {
          id: String(target['Id']),
          kind,
          arn: String(member(target, kinds[kind].arn)),
          events: listIn(target, 'Events').map(String),
          prefix: ruleOf(rules, 'Prefix'),
          suffix: ruleOf(rules, 'Suffix'),
        },
      ];
    }),
  );
}

/** The configuration of a declared bucket, which tells EventBridge too. */
export function declaredNotifications(
  declared: readonly Notification[],
  { region, account }: Pick<Surroundings, 'region' | 'account'>,
): JsonObject {
  const targets = declared.map((notification, index) => {
    const { events, prefix, suffix, queue, function: handler, topic = '' } = notification;
    const kind: Kind =
      queue !== undefined
        ? 'QueueConfigurations'
        : handler !== undefined
          ? 'LambdaFunctionConfigurations'
          : 'TopicConfigurations';
    const { arn, service } = kinds[kind];
    const name = queue ?? handler ?? topic;
    const own = `arn:aws:${service}:${region}:${account}:${handler === undefined ? '' : 'function:'}${name}`;
    const FilterRules = [
      ...(prefix === undefined ? [] : [{ Name: 'Prefix', Value: prefix }]),
      ...(suffix === undefined ? [] : [{ Name: 'Suffix', Value: suffix }]),
    ];
    return {
      kind,
      target: {
        Id: `notification${index === 0 ? '' : String(index + 1)}`,
        [arn]: own,
        Events: events.map((event) => (event.startsWith('s3:') ? event : `s3:${event}`)),
        ...(FilterRules.length > 0 ? { Filter: { Key: { FilterRules } } } : {}),
      },
    };
  });
  const lists = kindNames.flatMap((kind) => {
    const own = targets.filter((one) => one.kind === kind).map(({ target }) => target);
    return own.length > 0 ? [[kind, own] as const] : [];
  });
  return { EventBridgeConfiguration: {}, ...Object.fromEntries(lists) };
}

function rulesOf({ Filter }: JsonObject): readonly Json[] {
  const key = isObject(Filter) ? Filter['Key'] : undefined;
  return isObject(key) ? listIn(key, 'FilterRules') : [];
}

function ruleOf(rules: readonly Json[], name: string): string {
  const found = rules.find(
    (rule) => isObject(rule) && String(rule['Name']).toLowerCase() === name.toLowerCase(),
  );
  const value = isObject(found) ? found['Value'] : undefined;
  return typeof value === 'string' ? value : '';
}

function listIn(value: JsonObject, name: string): readonly Json[] {
  const found = member(value, name);
  return isArray(found) ? found : [];
}
