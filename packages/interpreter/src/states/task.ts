import type { TaskState } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { failState, tooLarge } from '../control.ts';
import type { Progress, Step } from '../code.ts';
import type { ExecutionEvent } from '../event.ts';
import { timeIn } from '../execution-timeout.ts';
import { failure } from '../failure.ts';
import { timersOf, type Draft, type Run } from '../run.ts';
import { isTooLarge } from '../size.ts';
import { enter, taskTokenOf } from '../steps/enter.ts';
import { errorSteps } from '../steps/errors.ts';
import { jsonataField } from '../steps/jsonata.ts';
import { selectPath } from '../steps/paths.ts';
import { finishJsonata, finishJsonPath } from '../steps/result.ts';
import { fillTemplate } from '../steps/templates.ts';
import type { Place, Way } from './kinds.ts';
import { readResource, type Resource } from './resource.ts';
import { taskEvents } from './task-events.ts';
import { taskSettings } from './task-settings.ts';

export function compileTask(state: TaskState, { language }: Place): Way {
  const resource = readResource(state.resource?.value ?? '');
  const begin = resource.pattern === 'waitForTaskToken' ? enterWithToken : enter;
  const settings = taskSettings(state, language);
  const steps =
    language === 'JSONata'
      ? [
          begin,
          ...jsonataField('Arguments', 'arguments', state.arguments?.node, (run, thread, value) => {
            thread.payload = value;
            run.setValue(thread, 'afterArguments', value);
            return 'done';
          }),
          ...settings,
          call(resource),
          ...finishJsonata(state),
        ]
      : [
          begin,
          ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
          ...settings,
          ...fillTemplate(state.parameters, 'arguments', 'afterParameters'),
          call(resource),
          ...finishJsonPath(state),
        ];
  const errors = errorSteps(state, language, steps.length, 1);
  return { ...errors, steps: [...steps, ...errors.steps] };
}

const enterWithToken: Step = {
  phase: 'enter',
  perform: (run, thread) => {
    const progress = enter.perform(run, thread);
    thread.taskToken = taskTokenOf(run, thread);
    return progress;
  },
};

/** Asks for the task and takes what becomes of it. */
function call(resource: Resource): Step {
  return {
    phase: 'call',
    perform: (run, thread) => request(run, thread, resource),
    receive: (run, thread, event) => receive(run, thread, resource, event),
  };
}

function request(run: Run, thread: Draft, resource: Resource): Progress {
  const { credentials } = thread.values;
  const timeoutSeconds = numberOf(thread.values.timeoutSeconds);
  const heartbeatSeconds = numberOf(thread.values.heartbeatSeconds);
  const parameters = thread.payload;
  if (parameters !== thread.values.input && isTooLarge(parameters)) {
    return failState(run, thread, tooLarge(thread.state));
  }
  const schedule = { parameters, timeoutSeconds, heartbeatSeconds, credentials };
  taskEvents[resource.kind].scheduled(run, thread, resource, schedule);
  run.waitFor(thread, {
    kind: 'task',
    id: run.nextEffectId(thread),
    origin: run.originOf(thread),
    resource: resource.arn,
    pattern: resource.pattern,
    parameters,
    credentials,
    timeoutSeconds,
    heartbeatSeconds,
    // The token that Arguments could read, not another draw.
    taskToken: thread.taskToken ?? taskTokenOf(run, thread),
  });
  const timeout = startTimer(run, thread, 'timeout', timeoutSeconds);
  const heartbeat = startTimer(run, thread, 'heartbeat', heartbeatSeconds);
  if (timeout !== undefined || heartbeat !== undefined) {
    run.setTimers(thread, { timeout, heartbeat });
  }
  return 'waits';
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function startTimer(
  run: Run,
  thread: Draft,
  purpose: 'timeout' | 'heartbeat',
  after: number | undefined,
): number | undefined {
  if (after === undefined) return undefined;
  const id = run.nextEffectId(thread);
  const at = timeIn(run, after * 1000);
  run.ask({ kind: 'timer', id, at, purpose, origin: run.originOf(thread) });
  return id;
}

function receive(run: Run, thread: Draft, resource: Resource, event: ExecutionEvent): Progress {
  const events = taskEvents[resource.kind];
  switch (event.type) {
    case 'taskSubmitted':
      events.submitted(run, thread, resource, event.output);
      return 'waits';
    case 'taskStarted':
      events.started(run, thread, resource, event.workerName);
      return 'waits';
    case 'taskHeartbeat':
      return beat(run, thread);
    case 'taskSucceeded':
      run.cancelTimers(thread);
      return succeed(run, thread, resource, event.output);
    case 'taskFailed': {
      const { error, cause } = event;
      run.cancelTimers(thread);
      events.failed(run, thread, resource, { error, cause });
      return failState(run, thread, failure(error, cause));
    }
    case 'timer':
      return timeOut(run, thread, resource, event.id);
    case 'advance':
    case 'evaluated':
    case 'itemsRead':
    case 'childEnded':
    case 'resultsWritten':
    case 'stop':
      return 'waits';
  }
}

function succeed(run: Run, thread: Draft, resource: Resource, output: Json): Progress {
  const events = taskEvents[resource.kind];
  if (isTooLarge(output)) {
    const failed = tooLarge(resource.kind === 'service' ? resource.resourceType : resource.arn);
    events.failed(run, thread, resource, failed);
    return failState(run, thread, failed);
  }
  events.succeeded(run, thread, resource, output);
  thread.payload = output;
  run.setValue(thread, 'result', output);
  return 'done';
}

/** A heartbeat starts its timer anew. */
function beat(run: Run, thread: Draft): Progress {
  const timers = timersOf(thread);
  if (timers?.heartbeat === undefined) return 'waits';
  run.cancel(timers.heartbeat);
  const heartbeat = startTimer(run, thread, 'heartbeat', numberOf(thread.values.heartbeatSeconds));
  run.setTimers(thread, { ...timers, heartbeat });
  return 'waits';
}

/** AWS records a missing heartbeat as States.Timeout too, without a cause (recorded). */
function timeOut(run: Run, thread: Draft, resource: Resource, id: number): Progress {
  const isHeartbeat = timersOf(thread)?.heartbeat === id;
  if (thread.waitingFor?.kind === 'effect') run.cancel(thread.waitingFor.id);
  run.cancelTimers(thread);
  taskEvents[resource.kind].timedOut(run, thread, resource);
  const alias = isHeartbeat ? 'States.HeartbeatTimeout' : undefined;
  return failState(run, thread, failure('States.Timeout', undefined, alias));
}
