/** The older forms of lifecycle and notification operations: the same configurations with fewer members. */
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import { success } from '../contract/outcome.ts';
import { operation, text } from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { operationWith } from './computed-form.ts';
import { configurationOperations } from './configurations.ts';
import type { Operations, S3State } from './state.ts';

export const olderOperations: Operations = {
  PutBucketLifecycle: puts(
    'BucketLifecycleConfiguration',
    'LifecycleConfiguration',
    newerLifecycle,
  ),
  GetBucketLifecycle: gets('BucketLifecycleConfiguration', olderLifecycle),
  PutBucketNotification: puts(
    'BucketNotificationConfiguration',
    'NotificationConfiguration',
    newerNotification,
  ),
  GetBucketNotification: gets('BucketNotificationConfiguration', olderNotification),
};

function puts(
  operationName: string,
  name: string,
  newer: (given: JsonObject) => JsonObject,
): Operation<S3State> {
  const put = newerOperation(`Put${operationName}`);
  return operationWith([name], false, (given, address, state, context) => {
    const older = member(given, name);
    const whole = isObject(older) ? { [name]: newer(older) } : {};
    return put({ ...address, ...whole }, state, context);
  });
}

function gets(name: string, older: (shown: JsonObject) => JsonObject): Operation<S3State> {
  const get = newerOperation(`Get${name}`);
  return operation(
    { Bucket: text, ExpectedBucketOwner: text },
    (request, state: S3State, context) => {
      const result = get({ ...request }, state, context);
      const { outcome } = result;
      return outcome?.ok === true && isObject(outcome.response)
        ? { ...result, outcome: success(older(outcome.response)) }
        : result;
    },
  );
}

function newerOperation(name: string): Operation<S3State> {
  const newer = new Map(Object.entries(configurationOperations)).get(name);
  if (!newer) throw new Error(`There is no operation ${name}.`);
  return newer;
}

/** Members of an older rule that are lists in a newer one. */
const listed: readonly (readonly [older: string, newer: string])[] = [
  ['Transition', 'Transitions'],
  ['NoncurrentVersionTransition', 'NoncurrentVersionTransitions'],
];

function newerLifecycle({ Rules, ...others }: JsonObject): JsonObject {
  if (!isArray(Rules)) return others;
  const rules = Rules.map((rule): Json => {
    if (!isObject(rule)) return rule;
    const changed = Object.entries(rule).map(([name, value]): [string, Json] => {
      const newer = listed.find(([older]) => older === name)?.[1];
      return newer === undefined ? [name, value] : [newer, [value]];
    });
    return Object.fromEntries(changed);
  });
  return { ...others, Rules: rules };
}

function olderLifecycle({ Rules }: JsonObject): JsonObject {
  const rules = (isArray(Rules) ? Rules : []).map((rule): Json => {
    if (!isObject(rule)) return rule;
    const { Filter, ...members } = rule;
    const { Prefix } = isObject(Filter) ? Filter : {};
    const changed = Object.entries(members).flatMap(([name, value]): [string, Json][] => {
      const older = listed.find(([, newer]) => newer === name)?.[0];
      if (older === undefined) return [[name, value]];
      // One element holds the last of several, as it does for AWS's own clients.
      const last = isArray(value) ? value.at(-1) : undefined;
      return last === undefined ? [] : [[older, last]];
    });
    return { ...(Prefix === undefined ? {} : { Prefix }), ...Object.fromEntries(changed) };
  });
  return { Rules: rules };
}

interface Target {
  readonly older: string;
  readonly newer: string;
  /** The member that has the ARN. */
  readonly arn: readonly [older: string, newer: string];
}

const targets: readonly Target[] = [
  { older: 'TopicConfiguration', newer: 'TopicConfigurations', arn: ['Topic', 'TopicArn'] },
  { older: 'QueueConfiguration', newer: 'QueueConfigurations', arn: ['Queue', 'QueueArn'] },
  {
    older: 'CloudFunctionConfiguration',
    newer: 'LambdaFunctionConfigurations',
    arn: ['CloudFunction', 'LambdaFunctionArn'],
  },
];

function newerNotification(given: JsonObject): JsonObject {
  return Object.fromEntries(
    targets.flatMap(({ older, newer, arn }) => {
      const target = member(given, older);
      if (!isObject(target)) return [];
      const { Id, Event, Events } = target;
      const reference = member(target, arn[0]);
      const events = [...(isArray(Events) ? Events : []), ...(Event === undefined ? [] : [Event])];
      const made: JsonObject = {
        ...(Id === undefined ? {} : { Id }),
        ...(reference === undefined ? {} : { [arn[1]]: reference }),
        Events: events.filter((event, at) => events.indexOf(event) === at),
      };
      return [[newer, [made]]];
    }),
  );
}

function olderNotification(shown: JsonObject): JsonObject {
  return Object.fromEntries(
    targets.flatMap(({ older, newer, arn }) => {
      const all = member(shown, newer);
      const last = isArray(all) ? all.at(-1) : undefined;
      if (!isObject(last)) return [];
      const { Id, Events } = last;
      const reference = member(last, arn[1]);
      const events = isArray(Events) ? Events : [];
      const event = events.at(-1);
      const made: JsonObject = {
        ...(Id === undefined ? {} : { Id }),
        ...(reference === undefined ? {} : { [arn[0]]: reference }),
        ...(event === undefined ? {} : { Event: event }),
        Events: events,
      };
      return [[older, made]];
    }),
  );
}
