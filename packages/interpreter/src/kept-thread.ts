/**
 * How snapshots keep threads: in parts, of which a step makes only those anew that it changes. The
 * parts are lists of `Thread`'s fields; what is kept, made whole and compared follows from them.
 */
import { keepChildren, wholeChildren, type KeptChildren } from './kept-children.ts';
import { fieldsOf, type Part } from './part.ts';
import type { Thread, Waiting } from './snapshot.ts';

/** What never or hardly ever changes. */
const self = fieldsOf<Thread>()('home', 'surroundings', 'path', 'id', 'parent');

/** Where it stands in the program. */
const place = fieldsOf<Thread>()('position', 'code', 'phase', 'state');

/** What changes when it enters or leaves a state. */
const entry = fieldsOf<Thread>()(
  'enteredEventId',
  'visit',
  'visits',
  'variables',
  'enteredTime',
  'beforeEventId',
);

/** What only some states have, and only while they are at work. */
const work = fieldsOf<Thread>()('attempt', 'retries', 'failure', 'assigned', 'taskToken');

export type Place = Part<typeof place>;

export interface KeptThread {
  readonly self: Part<typeof self>;
  readonly place: Place;
  readonly entry: Part<typeof entry>;
  readonly work: Part<typeof work>;
  readonly payload: Thread['payload'];
  readonly values: Thread['values'];
  readonly children: KeptChildren | undefined;
  readonly lastEventId: number;
  readonly waitingFor: Waiting | EffectAlone | undefined;
}

/** The id of an effect without timers; negative when the thread does not do its state in passing. */
type EffectAlone = number;

const noWork: KeptThread['work'] = {
  attempt: 0,
  taskToken: undefined,
  failure: undefined,
  assigned: undefined,
  retries: undefined,
};

/**
 * A thread to keep. What equals the thread as it was kept before, the program's place, or the entry of
 * a thread that was started beside it, is shared.
 */
export function keepThread(
  thread: Thread,
  before: KeptThread | undefined,
  known = before?.place,
  beside?: KeptThread,
): KeptThread {
  return {
    self: self.share(thread, before?.self),
    place: place.share(thread, known),
    entry: entry.share(thread, before?.entry ?? beside?.entry),
    work: work.share(thread, before?.work, noWork),
    payload: thread.payload,
    values: thread.values,
    children: keepChildren(thread.children, before?.children),
    lastEventId: thread.lastEventId,
    waitingFor: shortened(thread.waitingFor),
  };
}

/** A thread in one piece. */
export function wholeThread(kept: KeptThread): Thread {
  return {
    ...kept.self,
    ...kept.place,
    ...kept.entry,
    ...kept.work,
    payload: kept.payload,
    values: kept.values,
    children: wholeChildren(kept.children),
    lastEventId: kept.lastEventId,
    waitingFor: lengthened(kept.waitingFor),
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
