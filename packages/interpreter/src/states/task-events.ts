/** The history events of a Task, by what its Resource is. */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Draft, Run } from '../run.ts';
import type { Resource } from './resource.ts';

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

interface TaskEvents {
  scheduled(run: Run, thread: Draft, resource: Resource, schedule: Schedule): void;
  submitted(run: Run, thread: Draft, resource: Resource, output: Json): void;
  started(run: Run, thread: Draft, resource: Resource, workerName: string | undefined): void;
  succeeded(run: Run, thread: Draft, resource: Resource, output: Json): void;
  failed(run: Run, thread: Draft, resource: Resource, failed: Failed): void;
  timedOut(run: Run, thread: Draft, resource: Resource): void;
}

const nothing = (): void => undefined;

const lambda: TaskEvents = {
  scheduled(run, thread, { arn }, { parameters, timeoutSeconds, credentials }) {
    run.record(thread, 'LambdaFunctionScheduled', {
      input: parameters,
      resource: arn,
      timeoutInSeconds: timeoutSeconds,
      taskCredentials: taskCredentials(credentials),
    });
    run.record(thread, 'LambdaFunctionStarted');
  },
  submitted: nothing,
  started: nothing,
  succeeded: (run, thread, _resource, output) =>
    run.record(thread, 'LambdaFunctionSucceeded', { output }),
  failed: (run, thread, _resource, { error, cause }) =>
    run.record(thread, 'LambdaFunctionFailed', { error, cause }),
  timedOut: (run, thread) =>
    run.record(thread, 'LambdaFunctionTimedOut', { error: 'States.Timeout' }),
};

const activity: TaskEvents = {
  scheduled(run, thread, { arn }, { parameters, timeoutSeconds, heartbeatSeconds }) {
    run.record(thread, 'ActivityScheduled', {
      input: parameters,
      resource: arn,
      timeoutInSeconds: timeoutSeconds,
      heartbeatInSeconds: heartbeatSeconds,
    });
  },
  submitted: nothing,
  started: (run, thread, _resource, workerName) =>
    run.record(thread, 'ActivityStarted', { workerName }),
  succeeded: (run, thread, _resource, output) =>
    run.record(thread, 'ActivitySucceeded', { output }),
  failed: (run, thread, _resource, { error, cause }) =>
    run.record(thread, 'ActivityFailed', { error, cause }),
  timedOut: (run, thread) => run.record(thread, 'ActivityTimedOut', { error: 'States.Timeout' }),
};

const service: TaskEvents = {
  scheduled(run, thread, resource, schedule) {
    run.record(thread, 'TaskScheduled', {
      ...named(resource),
      region: run.before.facts.identity.region,
      parameters: schedule.parameters,
      timeoutInSeconds: schedule.timeoutSeconds,
      heartbeatInSeconds: schedule.heartbeatSeconds,
      taskCredentials: taskCredentials(schedule.credentials),
    });
    run.record(thread, 'TaskStarted', named(resource));
  },
  submitted: (run, thread, resource, output) =>
    run.record(thread, 'TaskSubmitted', { ...named(resource), output }),
  started: nothing,
  succeeded: (run, thread, resource, output) =>
    run.record(thread, 'TaskSucceeded', { ...named(resource), output }),
  failed: (run, thread, resource, { error, cause }) =>
    run.record(thread, 'TaskFailed', { ...named(resource), error, cause }),
  timedOut: (run, thread, resource) =>
    run.record(thread, 'TaskTimedOut', { ...named(resource), error: 'States.Timeout' }),
};

export const taskEvents: { readonly [Kind in Resource['kind']]: TaskEvents } = {
  lambda,
  activity,
  service,
};

function named(resource: Resource): { readonly resourceType: string; readonly resource: string } {
  if (resource.kind !== 'service') return { resourceType: resource.kind, resource: resource.arn };
  return { resourceType: resource.resourceType, resource: resource.resource };
}

function taskCredentials(credentials: Json | undefined): Json | undefined {
  if (typeof credentials !== 'object' || credentials === null || Array.isArray(credentials)) {
    return undefined;
  }
  const { RoleArn } = credentials as JsonObject;
  return RoleArn === undefined ? undefined : { roleArn: RoleArn };
}
