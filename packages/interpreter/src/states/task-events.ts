/** The history events of a Task, by what its Resource is. */
import { type IntegrationResource, type Resource } from '@stepthrough/asl';
import { suffixOf } from '@stepthrough/catalog';
import { isObject, type Json } from '@stepthrough/json';
import type { Draft } from '../workspace.ts';
import type { Run } from '../code.ts';

interface Schedule {
  readonly parameters: Json;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly credentials: Json | undefined;
}

interface Failed {
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

export interface TaskEvents {
  scheduled(run: Run, thread: Draft, schedule: Schedule): void;
  submitted(run: Run, thread: Draft, output: Json): void;
  started(run: Run, thread: Draft, workerName: string | undefined): void;
  succeeded(run: Run, thread: Draft, output: Json): void;
  failed(run: Run, thread: Draft, failed: Failed): void;
  timedOut(run: Run, thread: Draft): void;
}

/** What deployment fills in is most often a function's ARN. */
export function eventsOf(resource: Resource): TaskEvents {
  switch (resource.kind) {
    case 'optimized':
    case 'sdk':
      return serviceEvents(resource);
    case 'activity':
      return activityEvents(resource.arn);
    case 'function':
      return functionEvents(resource.arn);
    case 'placeholder':
    case 'unknown':
      return functionEvents(resource.text);
  }
}

/** How histories name what is called: `sqs`, or `aws-sdk:s3`. */
export function resourceTypeOf({ kind, service }: IntegrationResource): string {
  return kind === 'sdk' ? `aws-sdk:${service}` : service;
}

const nothing = (): void => undefined;

function functionEvents(resource: string): TaskEvents {
  return {
    scheduled(run, thread, { parameters, timeoutSeconds, credentials }) {
      run.record(thread, 'LambdaFunctionScheduled', {
        input: parameters,
        resource,
        timeoutInSeconds: timeoutSeconds,
        taskCredentials: taskCredentials(credentials),
      });
      run.record(thread, 'LambdaFunctionStarted');
    },
    submitted: nothing,
    started: nothing,
    succeeded: (run, thread, output) => run.record(thread, 'LambdaFunctionSucceeded', { output }),
    failed: (run, thread, { error, cause }) =>
      run.record(thread, 'LambdaFunctionFailed', { error, cause }),
    timedOut: (run, thread) =>
      run.record(thread, 'LambdaFunctionTimedOut', { error: 'States.Timeout' }),
  };
}

function activityEvents(resource: string): TaskEvents {
  return {
    scheduled(run, thread, { parameters, timeoutSeconds, heartbeatSeconds }) {
      run.record(thread, 'ActivityScheduled', {
        input: parameters,
        resource,
        timeoutInSeconds: timeoutSeconds,
        heartbeatInSeconds: heartbeatSeconds,
      });
    },
    submitted: nothing,
    started: (run, thread, workerName) => run.record(thread, 'ActivityStarted', { workerName }),
    succeeded: (run, thread, output) => run.record(thread, 'ActivitySucceeded', { output }),
    failed: (run, thread, { error, cause }) =>
      run.record(thread, 'ActivityFailed', { error, cause }),
    timedOut: (run, thread) => run.record(thread, 'ActivityTimedOut', { error: 'States.Timeout' }),
  };
}

function serviceEvents(called: IntegrationResource): TaskEvents {
  const resourceType = resourceTypeOf(called);
  const resource = `${called.action}${suffixOf(called.pattern)}`;
  const named = { resourceType, resource };
  return {
    scheduled(run, thread, schedule) {
      run.record(thread, 'TaskScheduled', {
        resourceType,
        resource,
        region: run.before.facts.identity.region,
        parameters: schedule.parameters,
        timeoutInSeconds: schedule.timeoutSeconds,
        heartbeatInSeconds: schedule.heartbeatSeconds,
        taskCredentials: taskCredentials(schedule.credentials),
      });
      run.record(thread, 'TaskStarted', named);
    },
    submitted: (run, thread, output) =>
      run.record(thread, 'TaskSubmitted', { resourceType, resource, output }),
    started: nothing,
    succeeded: (run, thread, output) =>
      run.record(thread, 'TaskSucceeded', { resourceType, resource, output }),
    failed: (run, thread, { error, cause }) =>
      run.record(thread, 'TaskFailed', { resourceType, resource, error, cause }),
    timedOut: (run, thread) =>
      run.record(thread, 'TaskTimedOut', { resourceType, resource, error: 'States.Timeout' }),
  };
}

function taskCredentials(credentials: Json | undefined): { readonly roleArn: Json } | undefined {
  if (!isObject(credentials)) return undefined;
  const { RoleArn } = credentials;
  return RoleArn === undefined ? undefined : { roleArn: RoleArn };
}
