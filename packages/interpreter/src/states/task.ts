import {
  isIntegration,
  readResource,
  type Resource,
  type TaskState,
  unrecognizedResource,
} from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { failState, failTerminally, tooLarge } from '../control.ts';
import type { TaskPattern } from '../effect.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { ProgramOptions } from '../layout.ts';
import type { ExecutionEvent } from '../event.ts';
import { timeIn } from '../execution-timeout.ts';
import { failure } from '../failure.ts';
import { timersOf, type Draft } from '../workspace.ts';
import { isTooLarge } from '../size.ts';
import { enter, taskTokenOf } from '../steps/enter.ts';
import { errorSteps } from '../steps/errors.ts';
import { jsonataField } from '../steps/jsonata.ts';
import { selectPath } from '../steps/paths.ts';
import { finishJsonata, finishJsonPath } from '../steps/result.ts';
import { fillTemplate } from '../steps/templates.ts';
import type { Place, Way } from './way.ts';
import { eventsOf, resourceTypeOf, type TaskEvents } from './task-events.ts';
import { missing, refusalOf, type Refuse } from './task-refusal.ts';
import { taskSettings } from './task-settings.ts';

export function compileTask(state: TaskState, { language, options }: Place): Way {
  const asked = askedBy(state.resource?.value ?? '', options);
  const begin = waiting.has(asked.pattern) ? enterWithToken : enter;
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
          call(asked),
          ...finishJsonata(state),
        ]
      : [
          begin,
          ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
          ...settings,
          ...fillTemplate(state.parameters, 'arguments', 'afterParameters'),
          call(asked),
          ...finishJsonPath(state),
        ];
  const errors = errorSteps(state, language, steps.length, 1);
  return { ...errors, steps: [...steps, ...errors.steps] };
}

/** Recorded: a token that waits can be answered, also by a job that reads it. */
const waiting: ReadonlySet<TaskPattern> = new Set(['waitForTaskToken', 'sync', 'sync:2']);

const enterWithToken: Step = {
  phase: 'enter',
  perform: (run, thread) => {
    const progress = enter.perform(run, thread);
    thread.taskToken = taskTokenOf(run, thread);
    return progress;
  },
};

interface Asked {
  /** The Resource as written. */
  readonly resource: string;
  readonly pattern: TaskPattern;
  /** What AWS calls the resource where its answer is too large. */
  readonly shownAs: string;
  readonly events: TaskEvents;
  /** Why AWS has no machine with this Resource, or would not start this Task. */
  readonly refusal: string | undefined;
  /** Why AWS would not start the Task with these parameters. */
  readonly refuse: Refuse | undefined;
}

function askedBy(text: string, options: ProgramOptions): Asked {
  const resource = readResource(text);
  const events = eventsOf(resource);
  const isCalled = isIntegration(resource);
  return {
    resource: text,
    pattern: patternOf(resource),
    shownAs: isCalled ? resourceTypeOf(resource) : text,
    events,
    refusal: resource.kind === 'unknown' ? unrecognizedResource(text) : missing(resource, options),
    refuse: isCalled ? refusalOf(resource, options) : undefined,
  };
}

function patternOf(resource: Resource): TaskPattern {
  if (resource.kind === 'activity') return 'activity';
  return isIntegration(resource) ? resource.pattern : 'requestResponse';
}

/** Asks for the task and takes what becomes of it. */
function call(asked: Asked): Step {
  return {
    phase: 'call',
    perform: (run, thread) => request(run, thread, asked),
    receive: (run, thread, event) => receive(run, thread, asked, event),
  };
}

function request(run: Run, thread: Draft, asked: Asked): Progress {
  if (asked.refusal !== undefined) return failTerminally(run, thread, asked.refusal);
  const { credentials } = thread.values;
  const timeoutSeconds = numberOf(thread.values.timeoutSeconds);
  const heartbeatSeconds = numberOf(thread.values.heartbeatSeconds);
  const parameters = thread.payload;
  if (parameters !== thread.values.input && isTooLarge(parameters)) {
    return failState(run, thread, tooLarge(thread.state));
  }
  const refused = asked.refuse?.(parameters);
  if (refused !== undefined) return failTerminally(run, thread, refused);
  const schedule = { parameters, timeoutSeconds, heartbeatSeconds, credentials };
  asked.events.scheduled(run, thread, schedule);
  run.waitFor(thread, {
    kind: 'task',
    id: run.nextEffectId(thread),
    origin: run.originOf(thread),
    resource: asked.resource,
    pattern: asked.pattern,
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

function receive(run: Run, thread: Draft, asked: Asked, event: ExecutionEvent): Progress {
  const { events } = asked;
  switch (event.type) {
    case 'taskSubmitted':
      events.submitted(run, thread, event.output);
      return 'waits';
    case 'taskStarted':
      events.started(run, thread, event.workerName);
      return 'waits';
    case 'taskHeartbeat':
      return beat(run, thread);
    case 'taskSucceeded':
      run.cancelTimers(thread);
      return succeed(run, thread, asked, event.output);
    case 'taskFailed': {
      const { error, cause } = event;
      run.cancelTimers(thread);
      events.failed(run, thread, { error, cause });
      return failState(run, thread, failure(error, cause));
    }
    case 'timer':
      return timeOut(run, thread, events, event.id);
    case 'advance':
    case 'evaluated':
    case 'itemsRead':
    case 'childEnded':
    case 'resultsWritten':
    case 'stop':
      return 'waits';
  }
}

function succeed(run: Run, thread: Draft, { events, shownAs }: Asked, output: Json): Progress {
  if (isTooLarge(output)) {
    const failed = tooLarge(shownAs);
    events.failed(run, thread, failed);
    return failState(run, thread, failed);
  }
  events.succeeded(run, thread, output);
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
function timeOut(run: Run, thread: Draft, events: TaskEvents, id: number): Progress {
  const isHeartbeat = timersOf(thread)?.heartbeat === id;
  if (thread.waitingFor?.kind === 'effect') run.cancel(thread.waitingFor.id);
  run.cancelTimers(thread);
  events.timedOut(run, thread);
  const alias = isHeartbeat ? 'States.HeartbeatTimeout' : undefined;
  return failState(run, thread, failure('States.Timeout', undefined, alias));
}
