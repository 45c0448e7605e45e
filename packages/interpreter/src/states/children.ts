/** Branches and iterations: threads that a Parallel or Map state starts and waits for. */
import type { Json } from '@stepthrough/json';
import { releaseEffects } from '../control.ts';
import { Fault } from '../fault.ts';
import type { PathStep, Children } from '../thread.ts';
import type { StateCode, Run } from '../code.ts';
import { onlyInput, type Draft } from '../workspace.ts';
import { emptyVector, getAt } from '../vector.ts';
import type { HistoryEventType } from '../history-events.ts';
import { newThread } from '../new-thread.ts';

export const noChildren: Children = {
  stage: 'run',
  items: [],
  keys: undefined,
  inputs: [],
  selected: emptyVector(),
  total: 0,
  limit: 0,
  next: 0,
  running: 0,
  results: emptyVector(),
  run: undefined,
};

interface ChildStart {
  readonly scope: number;
  readonly index: number;
  /** Its name below the parent's. */
  readonly id: string;
  readonly step: PathStep;
  readonly input: Json;
  /** The event that its first one follows. */
  readonly lastEventId: number;
  /** `$$.Map` inside. */
  readonly map: Json | undefined;
}

export function startChild(run: Run, parent: Draft, start: ChildStart): void {
  const scope = run.program.scopes[start.scope];
  const first = run.program.states[scope?.indexOf.get(scope.startAt) ?? -1];
  if (!first) throw new Fault(`'${start.id}' of '${parent.state}' starts at no state.`);
  run.addThread(
    newThread(first, {
      id: `${parent.id}/${start.id}`,
      parent: parent.id,
      // Spreading would leave room for more.
      path: parent.path.concat(start.step),
      home: {
        slot: run.freeSlot(),
        parentSlot: parent.home.slot,
        startedAfter: run.lastEventId,
        index: start.index,
        earlierVisits: parent.visit + parent.attempt,
      },
      values: onlyInput(parent.values, start.input),
      variables: parent.variables,
      surroundings: surroundingsOf(parent, start.map),
      payload: start.input,
      lastEventId: start.lastEventId,
    }),
  );
}

/** Most branches have the same as the state around them. */
function surroundingsOf({ surroundings }: Draft, map: Json | undefined): Draft['surroundings'] {
  const { Execution = null, StateMachine = null, Map } = surroundings;
  if (map === Map) return surroundings;
  return map === undefined ? { Execution, StateMachine } : { Execution, StateMachine, Map: map };
}

export function childResults({ results, total }: Children): readonly Json[] {
  const list: Json[] = [];
  for (let index = 0; index < total; index += 1) list.push(getAt(results, index) ?? null);
  return list;
}

/** The other states do not last. */
const abortedTypes: {
  readonly [Type in StateCode['type']]?: HistoryEventType & `${Type}StateAborted`;
} = {
  Task: 'TaskStateAborted',
  Wait: 'WaitStateAborted',
  Map: 'MapStateAborted',
  Parallel: 'ParallelStateAborted',
};

/** Ends a live thread and all below it; each event follows the failure that is the reason (recorded). */
export function abortChild(run: Run, child: Draft, after: number): void {
  const aborted = abortedTypes[run.codeOf(child).type];
  abortChildren(run, child, after);
  if (aborted) run.recordAfter(after, aborted);
  releaseEffects(run, child);
  run.removeThread(child);
}

export function abortChildren(run: Run, parent: Draft, after: number): void {
  for (const child of run.childrenOf(parent)) {
    const step = child.path.at(-1);
    if (step && 'map' in step) {
      run.recordAfter(after, 'MapIterationAborted', { name: step.map, index: step.index });
    }
    abortChild(run, child, after);
  }
}
