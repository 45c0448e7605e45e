/** How snapshots keep threads: in parts, of which a step makes only those anew that it changes. */
import { keepChildren, wholeChildren, type KeptChildren } from './kept-children.ts';
import type { Thread, Waiting } from './thread.ts';

export interface KeptThread {
  readonly self: Self;
  readonly place: Place;
  readonly entry: Entry;
  readonly work: Work;
  readonly payload: Thread['payload'];
  readonly values: Thread['values'];
  readonly children: KeptChildren | undefined;
  readonly lastEventId: number;
  /** A bare number is the id of an effect without timers; it is negative when it is not in passing. */
  readonly waitingFor: Waiting | number | undefined;
}

/** What never or hardly ever changes. */
type Self = Pick<Thread, 'id' | 'parent' | 'path' | 'surroundings' | 'home'>;

/** Where it stands in the program. */
export type Place = Pick<Thread, 'state' | 'code' | 'phase' | 'position'>;

/** What changes when it enters or leaves a state. */
type Entry = Pick<
  Thread,
  'visit' | 'visits' | 'enteredTime' | 'enteredEventId' | 'exitFollows' | 'variables'
>;

/** What only some states have, and only while they are at work. */
type Work = Pick<Thread, 'attempt' | 'taskToken' | 'failure' | 'assigned' | 'retries'>;

const noWork: Work = {
  attempt: 0,
  taskToken: undefined,
  failure: undefined,
  assigned: undefined,
  retries: undefined,
};

/**
 * A thread to keep. What equals the thread as it was kept before, the program's place, or the entry of
 * a thread that was started beside it, is shared. Written out field by field, because this is done at
 * each step: loops over lists of names cost several times as much. A test changes each field.
 */
export function keepThread(
  thread: Thread,
  before: KeptThread | undefined,
  place = before?.place,
  beside?: KeptThread,
): KeptThread {
  return {
    self: before && isSelf(before.self, thread) ? before.self : selfOf(thread),
    place: place && isPlace(place, thread) ? place : placeOf(thread),
    entry: sharedEntry(thread, before ?? beside) ?? entryOf(thread),
    work: sharedWork(thread, before) ?? workOf(thread),
    payload: thread.payload,
    values: thread.values,
    children: keepChildren(thread.children, before?.children),
    lastEventId: thread.lastEventId,
    waitingFor: shortened(thread.waitingFor),
  };
}

/** A thread in one piece. */
export function wholeThread(kept: KeptThread): Thread {
  const { self, place, entry, work } = kept;
  return {
    id: self.id,
    parent: self.parent,
    path: self.path,
    state: place.state,
    phase: place.phase,
    visit: entry.visit,
    attempt: work.attempt,
    values: kept.values,
    variables: entry.variables,
    surroundings: self.surroundings,
    enteredTime: entry.enteredTime,
    taskToken: work.taskToken,
    waitingFor: lengthened(kept.waitingFor),
    failure: work.failure,
    home: self.home,
    code: place.code,
    position: place.position,
    payload: kept.payload,
    lastEventId: kept.lastEventId,
    enteredEventId: entry.enteredEventId,
    exitFollows: entry.exitFollows,
    assigned: work.assigned,
    retries: work.retries,
    children: wholeChildren(kept.children),
    visits: entry.visits,
  };
}

function shortened(waiting: Waiting | undefined): KeptThread['waitingFor'] {
  if (waiting?.kind !== 'effect' || waiting.timers) return waiting;
  return waiting.inPassing ? waiting.id : -waiting.id;
}

function lengthened(kept: KeptThread['waitingFor']): Waiting | undefined {
  if (typeof kept !== 'number') return kept;
  return { kind: 'effect', id: Math.abs(kept), timers: undefined, inPassing: kept > 0 };
}

function isSelf(self: Self, thread: Thread): boolean {
  return (
    self.home === thread.home &&
    self.surroundings === thread.surroundings &&
    self.path === thread.path &&
    self.id === thread.id &&
    self.parent === thread.parent
  );
}

function selfOf({ id, parent, path, surroundings, home }: Thread): Self {
  return { id, parent, path, surroundings, home };
}

function isPlace(place: Place, thread: Thread): boolean {
  return (
    place.position === thread.position &&
    place.code === thread.code &&
    place.phase === thread.phase &&
    place.state === thread.state
  );
}

function placeOf({ state, code, phase, position }: Thread): Place {
  return { state, code, phase, position };
}

function isEntry(entry: Entry, thread: Thread): boolean {
  return (
    entry.enteredEventId === thread.enteredEventId &&
    entry.visit === thread.visit &&
    entry.visits === thread.visits &&
    entry.variables === thread.variables &&
    entry.enteredTime === thread.enteredTime &&
    entry.exitFollows === thread.exitFollows
  );
}

function entryOf(thread: Thread): Entry {
  const { visit, visits, enteredTime, enteredEventId, exitFollows, variables } = thread;
  return { visit, visits, enteredTime, enteredEventId, exitFollows, variables };
}

function sharedEntry(thread: Thread, like: KeptThread | undefined): Entry | undefined {
  return like && isEntry(like.entry, thread) ? like.entry : undefined;
}

function sharedWork(thread: Thread, before: KeptThread | undefined): Work | undefined {
  if (before && isWork(before.work, thread)) return before.work;
  return isWork(noWork, thread) ? noWork : undefined;
}

function isWork(work: Work, thread: Thread): boolean {
  return (
    work.attempt === thread.attempt &&
    work.retries === thread.retries &&
    work.failure === thread.failure &&
    work.assigned === thread.assigned &&
    work.taskToken === thread.taskToken
  );
}

function workOf({ attempt, taskToken, failure, assigned, retries }: Thread): Work {
  return { attempt, taskToken, failure, assigned, retries };
}
