/** Commands of the Debug Console: what a person does to the world, not to the program. */
import { parse, toJson, type Json } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { OutstandingTask, Simulation, StepReport, TaskAnswer } from '@stepthrough/simulator';
import type { DebugSession } from './debug-session.ts';
import { previewOf } from './inspect/json-value.ts';
import { RequestProblem } from './protocol/problem.ts';

interface Command {
  readonly usage: string;
  readonly meaning: string;
  readonly run: (session: DebugSession, rest: string) => string;
}

/** @throws RequestProblem */
export function runCommand(session: DebugSession, text: string): string {
  const [, name = '', rest = ''] = /^:([\w-]*)\s*(.*)$/s.exec(text) ?? [];
  const command = member(commands, name);
  if (!command) {
    throw new RequestProblem(`There is no command ":${name}".\n${help()}`);
  }
  return command.run(session, rest.trim());
}

export function commandNames(): readonly string[] {
  return Object.keys(commands);
}

const commands: { readonly [name: string]: Command } = {
  help: { usage: ':help', meaning: 'this list', run: help },
  succeed: {
    usage: ':succeed JSON',
    meaning: 'answers the task that waits with a result',
    run: (session, rest) =>
      answer(session, theTask(session), { kind: 'succeeded', output: jsonOf(rest) }),
  },
  fail: {
    usage: ':fail ERROR [CAUSE]',
    meaning: 'answers the task that waits with an error',
    run: (session, rest) => answer(session, theTask(session), failureOf(rest)),
  },
  tasks: {
    usage: ':tasks',
    meaning: 'the tasks that wait for an answer',
    run: (session) => {
      const tasks = session.stoppedRun.recording.simulation.tasks();
      return tasks.length === 0 ? 'No task waits.' : tasks.map(describeTask).join('\n');
    },
  },
  'send-task-success': {
    usage: ':send-task-success TOKEN JSON',
    meaning: 'what a worker with the task token would call',
    run: (session, rest) => {
      const [token, json] = splitFirst(rest);
      return answer(session, taskOfToken(session, token), {
        kind: 'succeeded',
        output: jsonOf(json),
      });
    },
  },
  'send-task-failure': {
    usage: ':send-task-failure TOKEN ERROR [CAUSE]',
    meaning: 'the same for an error',
    run: (session, rest) => {
      const [token, failure] = splitFirst(rest);
      return answer(session, taskOfToken(session, token), failureOf(failure));
    },
  },
  'send-task-heartbeat': {
    usage: ':send-task-heartbeat TOKEN',
    meaning: 'starts the heartbeat interval anew',
    run: (session, rest) => answer(session, taskOfToken(session, rest), { kind: 'heartbeat' }),
  },
  events: {
    usage: ':events [COUNT]',
    meaning: 'the last events of the history, as GetExecutionHistory gives them',
    run: (session, rest) => {
      const { simulation } = session.stoppedRun.recording;
      const execution = session.focus?.execution ?? simulation.executions()[0]?.id;
      const events = execution === undefined ? [] : simulation.history(execution);
      const count = rest === '' ? 20 : Number(rest);
      if (!Number.isInteger(count) || count < 1) {
        throw new RequestProblem(`":events" takes how many events to show, not "${rest}".`);
      }
      return events.length === 0
        ? 'There are no events yet.'
        : events
            .slice(-count)
            .map((event) => JSON.stringify(event))
            .join('\n');
    },
  },
  time: {
    usage: ':time',
    meaning: 'the virtual time',
    run: (session) => new Date(session.stoppedRun.recording.simulation.world.now).toISOString(),
  },
};

function help(): string {
  const rows = Object.values(commands).map(
    ({ usage, meaning }) => `${usage.padEnd(40)} ${meaning}`,
  );
  return ['Anything else is an expression, evaluated at the selected stack frame.', ...rows].join(
    '\n',
  );
}

function answer(session: DebugSession, task: OutstandingTask, given: TaskAnswer): string {
  session.stoppedRun.intervene((simulation: Simulation): StepReport =>
    simulation.answer(task.id, given),
  );
  session.refresh();
  return `"${task.origin.state}" has its answer; continue to see what it does with it.`;
}

/** The task without an answer, or the only one that waits. */
function theTask(session: DebugSession): OutstandingTask {
  const { simulation } = session.stoppedRun.recording;
  const tasks = simulation.tasks();
  const unanswered = tasks.filter((task) => task.unanswered !== undefined);
  const candidates = unanswered.length > 0 ? unanswered : tasks;
  const { focus } = session;
  const inFocus = candidates.filter(
    (one) =>
      one.origin.thread === focus?.thread && simulation.executionOf(one)?.id === focus.execution,
  );
  const [task] = inFocus.length > 0 ? inFocus : candidates;
  if (!task) throw new RequestProblem('No task waits for an answer.');
  if (inFocus.length !== 1 && candidates.length > 1) {
    throw new RequestProblem(
      `${candidates.length} tasks wait; name one by its token:\n${candidates.map(describeTask).join('\n')}`,
    );
  }
  return task;
}

function taskOfToken(session: DebugSession, token: string): OutstandingTask {
  const tasks = session.stoppedRun.recording.simulation.tasks();
  const found = tasks.find(({ taskToken }) => taskToken === token);
  if (found) return found;
  const known = tasks.map(describeTask).join('\n');
  throw new RequestProblem(
    known === '' ? 'No task waits.' : `No task has the token "${token}". There are:\n${known}`,
  );
}

function describeTask({ origin, resource, taskToken, parameters, unanswered }: OutstandingTask) {
  const why = unanswered === undefined ? 'waits' : 'has no answer';
  return `"${origin.state}" ${why}: ${resource} ${previewOf(parameters)} token ${taskToken}`;
}

function failureOf(text: string): TaskAnswer {
  const [error, quoted] = splitFirst(text);
  const cause = /^"(.*)"$/s.exec(quoted)?.[1] ?? quoted;
  if (error === '')
    throw new RequestProblem('Name the error, e.g. :fail States.Timeout "Too late"');
  return { kind: 'failed', error, cause: cause === '' ? undefined : cause };
}

function splitFirst(text: string): readonly [string, string] {
  const [, first = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  return [first, rest];
}

function jsonOf(text: string): Json {
  if (text === '') return {};
  const { root, problems } = parse(text, 'json');
  const [problem] = problems;
  if (root && !problem) return toJson(root);
  const why = problem?.message.replace(/\.$/, '') ?? 'it is empty';
  throw new RequestProblem(`This is no JSON: ${why}. Write e.g. {"StatusCode": 200}.`);
}
