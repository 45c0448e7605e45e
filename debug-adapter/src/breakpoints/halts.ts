import type { Json } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import { evaluateIn } from '../inspect/evaluate.ts';
import { topFrameOf } from '../inspect/frames.ts';
import { previewOf } from '../inspect/json-value.ts';
import { messageOf } from '../protocol/problem.ts';
import type { Position } from '../run/marks.ts';
import { type Raised, raisedAt } from '../run/raised.ts';
import type { Recording } from '../run/recording.ts';
import type { Halt } from '../run/stop.ts';
import { type Breakpoint, countHit } from './breakpoint.ts';
import type { Breakpoints } from './breakpoints.ts';
import { takes } from './exception-filters.ts';

/** Writes the line of a logpoint. */
type Log = (line: string, position: Position) => void;

/**
 * Whether the run halts at a mark, and why. Synchronous unless a condition or a log message has to
 * be evaluated. Going again over what has been, logpoints are silent.
 */
export function haltAt(
  breakpoints: Breakpoints,
  recording: Recording,
  index: number,
  isReplay: boolean,
  log: Log,
): Halt | undefined | Promise<Halt | undefined> {
  const raised = raisedAt(recording, index);
  const filter = raised && breakpoints.filters.find((candidate) => takes(candidate, raised));
  if (filter) return exceptionHalt(raised, filter.id);
  const mark = recording.marks[index];
  if (mark?.kind !== 'position') return undefined;
  const change = changeAt(breakpoints, recording, index, mark);
  if (change) return change;
  const candidates = breakpoints.at(mark);
  if (candidates.length === 0) return undefined;
  return hitOf(candidates, breakpoints, recording, index, mark, isReplay, log);
}

function describeRaised({ error, cause }: Raised): string {
  return cause === undefined || cause === '' ? error : `${error}: ${cause}`;
}

async function hitOf(
  candidates: readonly Breakpoint[],
  breakpoints: Breakpoints,
  recording: Recording,
  index: number,
  position: Position,
  isReplay: boolean,
  log: Log,
): Promise<Halt | undefined> {
  const hit: Breakpoint[] = [];
  let text: string | undefined;
  for (const breakpoint of candidates) {
    const outcome = await isHit(breakpoint, recording, index, position);
    if (outcome === false) continue;
    if (typeof outcome === 'string') text = outcome;
    else if (breakpoint.logMessage !== undefined) {
      if (!isReplay) log(await interpolate(breakpoint.logMessage, recording, position), position);
      continue;
    }
    hit.push(breakpoint);
  }
  if (hit.length === 0) return undefined;
  const isFunction = breakpoints.functionsAt(position).some((one) => hit.includes(one));
  return {
    reason: isFunction ? 'function breakpoint' : 'breakpoint',
    description: text === undefined ? 'Paused on breakpoint' : 'Paused: the condition fails',
    ...(text === undefined ? {} : { text }),
    hitBreakpointIds: hit.map(({ id }) => id),
  };
}

/**
 * A condition fails with what JavaScript takes as false. One that cannot be evaluated stops the run
 * and tells why: it is never taken as false.
 */
async function isHit(
  breakpoint: Breakpoint,
  recording: Recording,
  index: number,
  position: Position,
): Promise<boolean | string> {
  if (breakpoint.condition !== undefined) {
    try {
      if (!(await evaluateAt(breakpoint.condition, recording, position))) return false;
    } catch (error) {
      return `The breakpoint's condition "${breakpoint.condition}" cannot be evaluated: ${messageOf(error)}`;
    }
  }
  if (!breakpoint.hitCondition) return true;
  return breakpoint.hitCondition(countHit(breakpoint, index));
}

async function interpolate(
  message: string,
  recording: Recording,
  position: Position,
): Promise<string> {
  const parts = message.split(/\{([^{}]+)\}/);
  const texts = parts.map(async (part, index) => {
    const isExpression = index % 2 === 1;
    if (!isExpression) return part;
    try {
      const value = await evaluateAt(part, recording, position);
      return typeof value === 'string' ? value : previewOf(value ?? null);
    } catch (error) {
      return `{${part}: ${messageOf(error)}}`;
    }
  });
  return (await Promise.all(texts)).join('');
}

async function evaluateAt(
  expression: string,
  recording: Recording,
  position: Position,
): Promise<Json | undefined> {
  const frame = topFrameOf(recording, position, position.world);
  return frame && evaluateIn(frame, expression);
}

/** A watched variable has another value than at the world before. */
function changeAt(
  breakpoints: Breakpoints,
  recording: Recording,
  index: number,
  position: Position,
): Halt | undefined {
  if (breakpoints.data.length === 0 || position.world === 0) return undefined;
  const now = variablesAt(recording, position.world, position);
  const before = variablesAt(recording, position.world - 1, position) ?? {};
  if (!now || now === before) return undefined;
  for (const { breakpoint, variable } of breakpoints.data) {
    const [old, current] = [member(before, variable), member(now, variable)];
    if (old === current || JSON.stringify(old) === JSON.stringify(current)) continue;
    if (breakpoint.hitCondition && !breakpoint.hitCondition(countHit(breakpoint, index))) continue;
    return {
      reason: 'data breakpoint',
      description: `$${variable} changed`,
      text: `$${variable}: ${shown(old)} → ${shown(current)}`,
      hitBreakpointIds: [breakpoint.id],
    };
  }
  return undefined;
}

function variablesAt(recording: Recording, world: number, { execution, thread }: Position) {
  return recording.executionAt(world, execution)?.snapshot.threads.get(thread)?.variables;
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'not set' : previewOf(value);
}

function exceptionHalt(raised: Raised, filter: number): Halt {
  return {
    reason: 'exception',
    description: `Paused on ${raised.error}`,
    text: describeRaised(raised),
    hitBreakpointIds: [filter],
  };
}
