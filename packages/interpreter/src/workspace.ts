import { limits } from '@stepthrough/catalog';
import type { TemplateScope } from '@stepthrough/expressions';
import { type Json, setMember } from '@stepthrough/json';
import type { Effect, Origin } from './effect.ts';
import type { EffectId, Thread, Timers } from './thread.ts';
import type { Facts } from './facts.ts';
import type { HistoryEvent } from './history.ts';
import type { BareEventType, EventDetails, HistoryEventType } from './history-events.ts';
import type { Layout, Placed } from './layout.ts';
import { contextOf, isoTime } from './context.ts';
import { generator } from './random.ts';
import { Snapshot, type Course } from './snapshot.ts';
import { Threads } from './threads.ts';
import { noTurns, withTurn, type Turns } from './turns.ts';

/** A thread while a step changes it. */
export type Draft = { -readonly [Member in keyof Thread]: Thread[Member] };

/** What `start` and `step` give; `history` holds only the new events. */
export interface StepResult {
  readonly snapshot: Snapshot;
  readonly effects: readonly Effect[];
  readonly history: readonly HistoryEvent[];
  /** The error of our own that has ended the execution. */
  readonly fault?: Error;
}

/**
 * An express execution has no such limit, but ends after five minutes. A loop without a wait takes no
 * virtual time; it ends when it has recorded more than a real one could in that time.
 */
const maxExpressEvents = 100_000;

/** Effect ids carry the slot of the thread that waits, so that an answer finds it at once. */
const slotsPerEffect = 1 << 20;

/** Slot number of effects that belong to the execution as a whole. */
const noSlot = slotsPerEffect - 1;

export function slotOf(id: EffectId): number {
  return id % slotsPerEffect;
}

const none: readonly never[] = [];

/** Most lists of a step stay short, and an array that grows keeps room for sixteen more. */
function append<T>(list: T[] | undefined, item: T): T[] {
  const [first] = list ?? none;
  if (!list || first === undefined) return [item];
  if (list.length === 1) return [first, item];
  list.push(item);
  return list;
}

/** The timer of an execution's TimeoutSeconds is always its first effect. */
export const executionTimer: EffectId = slotsPerEffect + noSlot;

/** The how-manieth effect of the execution it is. */
export function effectNumber(id: EffectId): number {
  return Math.floor(id / slotsPerEffect);
}

export function timersOf({ waitingFor }: Thread): Timers | undefined {
  return waitingFor?.kind === 'effect' ? waitingFor.timers : undefined;
}

/** Just this input among the values of a state; the same object where it is that already. */
export function onlyInput(values: Thread['values'], input: Json): Thread['values'] {
  if (values.input !== input) return { input };
  for (const name in values) if (name !== 'input') return { input };
  return values;
}

export class EventLimitReached extends Error {}

/** The workspace of one step: a snapshot that is still being written. */
export class Workspace<Code extends Placed> {
  readonly program: Layout<Code>;
  readonly before: Snapshot;
  readonly now: number;
  #nowText: string | undefined;
  #effects: Effect[] | undefined;
  #history: HistoryEvent[] | undefined;
  /** How far the thread goes that this step lets go on. */
  granularity: 'phase' | 'state' | undefined;
  status: Snapshot['status'];
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  facts: Facts;
  turns: Turns;
  effectCount: number;
  lastEventId: number;
  unfinished: Threads | undefined;
  /** The thread whose failure may end the execution, as it was then. */
  #failing: Thread | undefined;
  #threads: Threads;
  readonly #before: Threads;
  /** The slot of the thread that was started last: those of a Map's items are alike. */
  #added: number | undefined;
  /** The drafts of this step; nearly always there is one. */
  #first: Draft | undefined;
  #others: Draft[] | undefined;

  constructor(program: Layout<Code>, before: Snapshot, now: number) {
    this.program = program;
    this.before = before;
    this.now = now;
    if (before.course.now === now) this.#nowText = before.course.nowText;
    this.status = before.status;
    this.output = before.output;
    this.error = before.error;
    this.cause = before.cause;
    this.turns = before.turns;
    this.effectCount = before.effectCount;
    this.lastEventId = before.lastEventId;
    this.facts = before.facts;
    this.#before = before.threads;
    this.#threads = this.#before;
  }

  finish(): StepResult {
    if (this.#first) this.#put(this.#first);
    for (const draft of this.#others ?? none) this.#put(draft);
    const { lastEventId, effectCount, turns } = this;
    const snapshot = new Snapshot(this.#course(), this.#threads, lastEventId, effectCount, turns);
    return { snapshot, effects: this.#effects ?? none, history: this.#history ?? none };
  }

  /** The time of this step in ISO-8601. */
  get nowText(): string {
    return (this.#nowText ??= isoTime(this.now));
  }

  /** As it was before, when nothing of it has changed. */
  #course(): Course {
    const { status, output, error, cause, now, facts, unfinished } = this;
    const nowText = this.#nowText;
    const { course } = this.before;
    const isSame =
      course.now === now &&
      course.nowText === nowText &&
      course.status === status &&
      course.facts === facts &&
      course.output === output &&
      course.error === error &&
      course.cause === cause &&
      course.unfinished === unfinished;
    return isSame ? course : { status, output, error, cause, now, nowText, facts, unfinished };
  }

  #put(draft: Draft): void {
    const place = this.codeOf(draft).places[draft.position];
    this.#threads = this.#threads.with(draft.home.slot, draft, place, this.#added);
  }

  codeOf(thread: Thread): Code {
    const code = this.program.states[thread.code];
    if (!code) throw new RangeError(`The program has no state ${thread.code} (${thread.state}).`);
    return code;
  }

  // Threads

  draft(slot: number): Draft | undefined {
    if (this.#first?.home.slot === slot) return this.#first;
    for (const draft of this.#others ?? none) if (draft.home.slot === slot) return draft;
    const draft: Draft | undefined = this.#threads.at(slot);
    if (!draft) return undefined;
    this.#keep(draft);
    return draft;
  }

  #keep(draft: Draft): void {
    if (this.#first) (this.#others ??= []).push(draft);
    else this.#first = draft;
  }

  addThread(draft: Draft): void {
    this.#keep(draft);
    this.#put(draft);
    this.#added = draft.home.slot;
    this.turns = withTurn(this.turns, draft.home.slot);
  }

  removeThread(draft: Draft): void {
    if (this.#first === draft) this.#first = undefined;
    this.#others = this.#others?.filter((other) => other !== draft);
    this.#threads = this.#threads.without(draft.home.slot);
  }

  removeAllThreads(): void {
    this.#first = undefined;
    this.#others = undefined;
    this.#threads = Threads.none;
    this.turns = noTurns;
  }

  /** Keeps how a thread stood when it failed, or forgets it when the failure has been dealt with. */
  keepFailing(thread: Draft | undefined): void {
    if (!thread) this.#failing = undefined;
    else this.#failing ??= { ...thread };
  }

  /** Keeps what a redrive would need: the threads as they were before this step, and the one that failed in it. */
  keepUnfinished(): void {
    if (this.facts.type === 'EXPRESS') return;
    let threads = this.#before;
    const failing = this.#failing;
    if (failing) threads = threads.withoutBelow(failing.home.slot).with(failing.home.slot, failing);
    this.unfinished = threads;
  }

  freeSlot(): number {
    return this.#threads.freeSlot();
  }

  /** The live threads that a thread has started, in the order in which it did. */
  childrenOf(parent: Draft): readonly Draft[] {
    return [...this.#threads.values()]
      .filter(({ home }) => home.parentSlot === parent.home.slot)
      .flatMap(({ home }) => this.draft(home.slot) ?? []);
  }

  allThreads(): readonly Thread[] {
    return [...this.#threads.values()].map(({ home }) => this.draft(home.slot) as Thread);
  }

  /** Values that were there before this step are shared with earlier snapshots, so they are copied first. */
  setValue(draft: Draft, name: string, value: Json): void {
    if (draft.values === this.#before.keptAt(draft.home.slot)?.values) {
      draft.values = { ...draft.values };
    }
    const own: { [name: string]: Json } = draft.values;
    setMember(own, name, value);
  }

  /** Drops all values but the input; where that is no change, they stay shared. */
  keepInput(draft: Draft, input: Json): void {
    draft.values = onlyInput(draft.values, input);
  }

  wake(draft: Draft): void {
    draft.waitingFor = undefined;
    this.turns = withTurn(this.turns, draft.home.slot);
  }

  // History

  /** Records an event that follows the thread's last one. */
  record(thread: Draft, type: BareEventType): void;
  record<Type extends HistoryEventType>(
    thread: Draft,
    type: Type,
    details: EventDetails[Type],
  ): void;
  record(thread: Draft, type: HistoryEventType, details?: HistoryEvent['details']): void {
    thread.lastEventId = this.#add(thread.lastEventId, type, details);
  }

  /** Records an event that follows a given one, and gives its id. */
  recordAfter(previousEventId: number, type: BareEventType): number;
  recordAfter<Type extends HistoryEventType>(
    previousEventId: number,
    type: Type,
    details: EventDetails[Type],
  ): number;
  recordAfter(
    previousEventId: number,
    type: HistoryEventType,
    details?: HistoryEvent['details'],
  ): number {
    return this.#add(previousEventId, type, details);
  }

  #add(previousEventId: number, type: HistoryEventType, details: HistoryEvent['details']): number {
    const id = this.lastEventId + 1;
    if (id >= limits.historyEvents && id >= this.#maxEvents && !type.startsWith('Execution')) {
      throw new EventLimitReached();
    }
    this.lastEventId = id;
    // Type and details came in together.
    const event = { id, previousEventId, timestamp: this.now, type, details } as HistoryEvent;
    this.#history = append(this.#history, event);
    return id;
  }

  get #maxEvents(): number {
    if (this.program.options.limits === 'none') return Infinity;
    return this.facts.type === 'STANDARD' ? limits.historyEvents : maxExpressEvents;
  }

  // Effects

  ask(effect: Effect): void {
    this.#effects = append(this.#effects, effect);
  }

  nextEffectId(thread: Draft | undefined): EffectId {
    this.effectCount += 1;
    return this.effectIdOf(this.effectCount, thread);
  }

  effectIdOf(number: number, thread: Draft | undefined): EffectId {
    return number * slotsPerEffect + (thread ? thread.home.slot : noSlot);
  }

  waitFor(thread: Draft, effect: Effect): void {
    this.ask(effect);
    const inPassing = this.granularity === 'state';
    thread.waitingFor = { kind: 'effect', id: effect.id, timers: undefined, inPassing };
  }

  cancel(id: EffectId): void {
    this.ask({ kind: 'cancel', id });
  }

  setTimers(thread: Draft, timers: Timers | undefined): void {
    const { waitingFor } = thread;
    if (waitingFor?.kind === 'effect') thread.waitingFor = { ...waitingFor, timers };
  }

  cancelTimers(thread: Draft): void {
    const timers = timersOf(thread);
    if (!timers) return;
    const { timeout, heartbeat } = timers;
    if (timeout !== undefined) this.cancel(timeout);
    if (heartbeat !== undefined) this.cancel(heartbeat);
    this.setTimers(thread, undefined);
  }

  originOf(thread: Thread): Origin {
    const { id, state, path, visit, attempt } = thread;
    return { thread: id, state, path, visit, attempt };
  }

  // Evaluation

  /** What paths, templates and functions of a thread's state can read. */
  scopeOf(thread: Thread, input: Json): TemplateScope {
    return new ThreadScope(this.facts.seed, thread, input);
  }

  /** A key of random numbers for this thread's state, visit and attempt, and a purpose. */
  keyOf(thread: Thread, purpose: string): string {
    const { seed, identity } = this.facts;
    return `${randomKey(seed, thread)}:${identity.executionName}:${purpose}`;
  }

  /** AWS's cause of an error that the state itself has met. */
  causeIn(thread: Thread, reason: string): string {
    return `An error occurred while executing the state '${thread.state}' (entered at the event id #${thread.enteredEventId}). ${reason}`;
  }
}

/** Makes the context object and random numbers only for those who ask. */
class ThreadScope implements TemplateScope {
  readonly input: Json;
  readonly variables: Thread['variables'];
  readonly #seed: number | string;
  readonly #thread: Thread;
  #draw: (() => number) | undefined;

  constructor(seed: number | string, thread: Thread, input: Json) {
    this.input = input;
    this.variables = thread.variables;
    this.#seed = seed;
    this.#thread = thread;
  }

  get context(): Json {
    return contextOf(this.#thread);
  }

  get random(): () => number {
    return (this.#draw ??= generator(randomKey(this.#seed, this.#thread)));
  }
}

/** A branch that is started again has the same name, and maybe the same visits, as before: its start tells them apart. */
function randomKey(seed: number | string, thread: Thread): string {
  const { id, home, state, visit, attempt, phase } = thread;
  return `${seed}:${id}:${home.startedAfter}:${state}:${visit}:${attempt}:${phase}`;
}
