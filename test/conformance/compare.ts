/** Whether what the interpreter gave is what AWS gave (protocol, sections 4 and 5). */
import type { Json } from '@stepthrough/asl';
import type { Case, NormalEvent, Result } from './cases.ts';
import { fits, match, type Matching, newMatching } from './match.ts';

/** `undefined` where the case expects nothing of the kind. */
export interface Verdict {
  readonly output: boolean;
  readonly history: boolean | undefined;
  readonly differences: readonly string[];
}

const resultMembers = [
  'status',
  'output',
  'error',
  'cause',
  'nextState',
  'exception',
  'valid',
  'result',
  'diagnostics',
  'truncated',
  'variableReferences',
] as const;

export function compareCase(theCase: Case, result: Result): Verdict {
  const { expect } = theCase;
  const matching = newMatching();
  const output = resultMembers
    .map((name) => match(expect[name] as Json | undefined, result[name], matching, name))
    .every(Boolean);
  return {
    output,
    history: compareRecord(theCase, result, matching),
    differences: matching.differences,
  };
}

function compareRecord(
  { expect, volatile }: Case,
  result: Result,
  matching: Matching,
): boolean | undefined {
  if (expect.inspectionData !== undefined) {
    const data = expect.inspectionData;
    return match(data, result.inspectionData, matching, 'inspectionData');
  }
  if (!expect.history || volatile.lossyHistory) return undefined;
  const actual = result.history ?? [];
  if (expect.history.length !== actual.length) {
    matching.differences.push(
      `history: expected ${expect.history.length} events, got ${actual.length}: ` +
        firstDifferentType(expect.history, actual),
    );
    return false;
  }
  if (volatile.unorderedParallel) return compareUnordered(expect.history, actual, matching);
  if (volatile.concurrent) return compareTrees(treeOf(expect.history), treeOf(actual), matching);
  return compareOrdered(expect.history, actual, matching);
}

function firstDifferentType(
  expected: readonly NormalEvent[],
  actual: readonly NormalEvent[],
): string {
  const index = expected.findIndex(({ type }, at) => actual[at]?.type !== type);
  const at = index < 0 ? expected.length : index;
  return `at ${at} expected ${expected[at]?.type ?? 'nothing'}, got ${actual[at]?.type ?? 'nothing'}`;
}

/** What of an event is compared; ids count only as "which earlier event". */
function bare({ type, details }: NormalEvent): Json {
  return details === undefined ? { type } : { type, details };
}

function compareOrdered(
  expected: readonly NormalEvent[],
  actual: readonly NormalEvent[],
  matching: Matching,
): boolean {
  const ids = new Map<number | null, number | null>([[0, 0]]);
  return expected
    .map((event, index) => {
      const found = actual[index];
      if (!found) return false;
      if (event.id !== null) ids.set(event.id, found.id);
      const isEqual = match(bare(event), bare(found), matching, `history/${index}`);
      // Recorded both ways: the exit of a distributed Map follows MapRunStarted or MapRunSucceeded.
      const isRunExit =
        event.type === 'MapStateExited' && followsRun(expected, event) && followsRun(actual, found);
      if (isRunExit || event.prev === null || !ids.has(event.prev)) return isEqual;
      if (ids.get(event.prev) === found.prev) return isEqual;
      matching.differences.push(
        `history/${index} (${event.type}): follows ${String(found.prev)}, expected ${String(ids.get(event.prev))}`,
      );
      return false;
    })
    .every(Boolean);
}

function followsRun(events: readonly NormalEvent[], { prev }: NormalEvent): boolean {
  const type = events.find(({ id }) => id === prev)?.type ?? '';
  return type === 'MapRunStarted' || type === 'MapRunSucceeded';
}

/** Runs of expected events without ids are compared as a multiset. */
function compareUnordered(
  expected: readonly NormalEvent[],
  actual: readonly NormalEvent[],
  matching: Matching,
): boolean {
  let isEqual = true;
  let index = 0;
  while (index < expected.length) {
    const event = expected[index];
    const found = actual[index];
    if (!event || !found) return false;
    if (event.id !== null) {
      isEqual = match(bare(event), bare(found), matching, `history/${index}`) && isEqual;
      index += 1;
      continue;
    }
    let end = index;
    while (end < expected.length && expected[end]?.id === null) end += 1;
    const left = actual.slice(index, end);
    for (const wanted of expected.slice(index, end)) {
      const at = left.findIndex((candidate) => fits(bare(wanted), bare(candidate), matching));
      if (at >= 0) left.splice(at, 1);
      else {
        const text = JSON.stringify(bare(wanted)).slice(0, 200);
        matching.differences.push(`history/${index}..${end}: no event fits ${text}`);
        isEqual = false;
      }
    }
    index = end;
  }
  return isEqual;
}

interface Branch {
  readonly event: NormalEvent;
  readonly children: readonly Branch[];
}

/** Events that end a Map or Parallel, and iterations, hang under the event that started it. */
const hangsUnderStart =
  /^(Map|Parallel)State(Succeeded|Failed|Aborted|Exited)$|^MapIteration(Started|Succeeded|Failed|Aborted)$/;

/** A form in which the order of interleaving does not show: every event under its previous one. */
function treeOf(events: readonly NormalEvent[]): readonly Branch[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const children = new Map<NormalEvent | undefined, NormalEvent[]>();
  for (const event of events) {
    let parent = byId.get(event.prev);
    if (hangsUnderStart.test(event.type)) {
      while (parent && !/^(Map|Parallel)StateStarted$/.test(parent.type)) {
        parent = byId.get(parent.prev);
      }
    }
    const under = parent === event ? undefined : parent;
    const siblings = children.get(under);
    if (siblings) siblings.push(event);
    else children.set(under, [event]);
  }
  const build = (event: NormalEvent): Branch => ({
    event,
    children: (children.get(event) ?? []).map(build),
  });
  return (children.get(undefined) ?? []).map(build);
}

function compareTrees(
  expected: readonly Branch[],
  actual: readonly Branch[],
  matching: Matching,
): boolean {
  if (expected.length !== actual.length) return false;
  const left = [...actual];
  for (const branch of expected) {
    const at = left.findIndex((candidate) => {
      const trial: Matching = { references: matching.references, differences: [] };
      if (!match(bare(branch.event), bare(candidate.event), trial, '')) return false;
      if (!compareTrees(branch.children, candidate.children, trial)) return false;
      matching.references = trial.references;
      return true;
    });
    if (at < 0) {
      const text = JSON.stringify(bare(branch.event)).slice(0, 160);
      matching.differences.push(`history: no place for ${text}`);
      return false;
    }
    left.splice(at, 1);
  }
  return true;
}
