import { toJson, type WaitState } from '@stepthrough/asl';
import { compilePath, parseTimestamp } from '@stepthrough/expressions';
import { type Json, textOf } from '@stepthrough/json';
import { failTerminally } from '../control.ts';
import { timeIn } from '../execution-timeout.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { enter } from '../steps/enter.ts';
import { evaluateField, failEvaluation, wrongType } from '../steps/jsonata.ts';
import { leaveFor } from '../steps/leave.ts';
import { invalid, selectPath } from '../steps/paths.ts';
import { finishJsonata } from '../steps/result.ts';
import { assignVariables } from '../steps/templates.ts';
import type { Place, Way } from './way.ts';

export function compileWait(state: WaitState, { language }: Place): Way {
  if (language === 'JSONata') {
    return { steps: [enter, ...jsonataUntil(state), wait, ...finishJsonata(state)] };
  }
  return {
    steps: [
      enter,
      ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
      ...until(state),
      wait,
      ...assignVariables(state.assign),
      ...selectPath(state.outputPath, 'output', undefined),
      leaveFor(state.next?.value),
    ],
  };
}

/** In milliseconds: 2^31 seconds (recorded). */
const maxDelay = 2 ** 31 * 1000;

/** Waits until the time that the step before has put among the values. */
const wait: Step = {
  phase: 'call',
  perform: (run, thread) => {
    const at = thread.values.until;
    if (typeof at !== 'number' || at <= run.now) return 'done';
    if (at - run.now > maxDelay)
      return failTerminally(run, thread, 'Wait state delay is too long.');
    run.waitFor(thread, {
      kind: 'timer',
      id: run.nextEffectId(thread),
      at: timeIn(run, at - run.now),
      purpose: 'wait',
      origin: run.originOf(thread),
    });
    return 'waits';
  },
  receive: (_run, _thread, event) => (event.type === 'timer' ? 'done' : 'waits'),
};

function until(state: WaitState): readonly Step[] {
  const { seconds, timestamp, secondsPath, timestampPath } = state;
  if (seconds) {
    const { value } = seconds;
    return [
      literal((run, thread) =>
        isSeconds(value)
          ? waitSeconds(run, thread, value)
          : failTerminally(run, thread, unusable('Seconds', 'a whole number from 0 on', value)),
      ),
    ];
  }
  if (timestamp) {
    const { value } = timestamp;
    return [
      literal((run, thread) =>
        parseTimestamp(value) === undefined
          ? failTerminally(
              run,
              thread,
              unusable('Timestamp', 'a time such as 2026-01-31T12:00:00Z', value),
            )
          : waitUntil(run, thread, value),
      ),
    ];
  }
  const field = secondsPath ?? timestampPath;
  if (!field) return [];
  const path = compilePath(field.value);
  if (!path.ok) return [invalid('arguments', field.value, path.message)];
  return [
    literal((run, thread) => {
      const value = path.value.evaluate(run.scopeOf(thread, thread.payload));
      const use = secondsPath ? useSeconds : useTimestamp;
      return use(run, thread, field.value, value);
    }),
  ];
}

function literal(perform: Step['perform']): Step {
  return { phase: 'arguments', perform };
}

/** Words for what AWS does not accept in a definition. */
function unusable(field: string, expected: string, value: Json): string {
  return `The ${field} field must be ${expected}, not ${JSON.stringify(value)}.`;
}

function isSeconds(value: Json): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function useSeconds(run: Run, thread: Draft, path: string, value: Json | undefined): Progress {
  const complain = (text: string): Progress =>
    failTerminally(run, thread, `The SecondsPath parameter ${text}`);
  if (value === undefined) return complain(`does not reference an input value: ${path}`);
  const shown = `${path} == ${textOf(value)}`;
  if (!Number.isInteger(value)) return complain(`cannot be parsed as a long value: ${shown}`);
  if (Number(value) < 0) return complain(`references a negative value: ${shown}`);
  return waitSeconds(run, thread, value);
}

function useTimestamp(run: Run, thread: Draft, path: string, value: Json | undefined): Progress {
  const complain = (text: string): Progress =>
    failTerminally(run, thread, `The TimestampPath parameter ${text}`);
  if (value === undefined) return complain(`does not reference an input value: ${path}`);
  if (parseTimestamp(value) === undefined) {
    const shown = textOf(value);
    return complain(
      `does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown}`,
    );
  }
  return waitUntil(run, thread, value);
}

function waitSeconds(run: Run, thread: Draft, seconds: Json): Progress {
  run.setValue(thread, 'until', run.now + Number(seconds) * 1000);
  return 'done';
}

function waitUntil(run: Run, thread: Draft, timestamp: Json): Progress {
  run.setValue(thread, 'until', Math.ceil(parseTimestamp(timestamp) ?? run.now));
  return 'done';
}

function jsonataUntil({ seconds, timestamp }: WaitState): readonly Step[] {
  if (seconds) {
    const written = toJson(seconds.node);
    return [
      evaluateField(
        { name: 'Seconds', phase: 'arguments', value: written },
        (run, thread, value) =>
          isSeconds(value)
            ? waitSeconds(run, thread, value)
            : failEvaluation(run, thread, wrongSeconds(written, value), 'Seconds'),
      ),
    ];
  }
  if (!timestamp) return [];
  const written = toJson(timestamp.node);
  return [
    evaluateField(
      { name: 'Timestamp', phase: 'arguments', value: written },
      (run, thread, value) => {
        if (parseTimestamp(value) !== undefined) return waitUntil(run, thread, value);
        const reason =
          typeof value === 'string'
            ? `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`
            : wrongType(written, 'Timestamp', 'string', value);
        return failEvaluation(run, thread, reason, 'Timestamp');
      },
    ),
  ];
}

function wrongSeconds(written: Json, value: Json): string {
  if (typeof value === 'number' && value < 0) {
    return `The Seconds field references a negative value: ${value}`;
  }
  return wrongType(written, 'Seconds', 'integer', value);
}
