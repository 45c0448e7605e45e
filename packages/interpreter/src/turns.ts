/**
 * Whose turn it is: a first-in, first-out queue of thread slots. Taking one moves on in a list that all
 * share; what is appended is linked, last one first, until that list has come to its end.
 */
export interface Turns {
  readonly list: readonly number[];
  /** Index in the list of the first turn. The list has come to its end only when nothing is appended. */
  readonly at: number;
  /** The slot that was appended last, and where those before it are found: only `last` and `before` count there. */
  readonly last: number | undefined;
  readonly before: Turns | undefined;
}

export const noTurns: Turns = { list: [], at: 0, last: undefined, before: undefined };

/** Most executions have one thread, which waits and goes on again and again. */
const onlyMain = turnsOf([0]);

export function firstTurn({ list, at }: Turns): number | undefined {
  return list[at];
}

/** Whether at most one thread has a turn. */
export function isAlone({ list, at, last }: Turns): boolean {
  return last === undefined && list.length - at <= 1;
}

export function withTurn(turns: Turns, slot: number): Turns {
  const { list, at } = turns;
  if (at < list.length) return { list, at, last: slot, before: appended(turns) };
  return slot === 0 ? onlyMain : turnsOf([slot]);
}

export function withoutFirstTurn(turns: Turns): Turns {
  const { list, at, last, before } = turns;
  if (at + 1 < list.length) return { list, at: at + 1, last, before };
  return last === undefined ? noTurns : turnsOf(inOrder(turns));
}

/** The first one becomes the last one. */
export function withFirstTurnLast(turns: Turns): Turns {
  const { list, at } = turns;
  const slot = list[at];
  if (slot === undefined) return turns;
  if (at + 1 < list.length) return { list, at: at + 1, last: slot, before: appended(turns) };
  return turnsOf([...inOrder(turns), slot]);
}

function turnsOf(list: readonly number[]): Turns {
  return { list, at: 0, last: undefined, before: undefined };
}

function appended(turns: Turns): Turns | undefined {
  return turns.last === undefined ? undefined : turns;
}

function inOrder(turns: Turns): readonly number[] {
  const slots: number[] = [];
  for (let link = appended(turns); link?.last !== undefined; link = link.before) {
    slots.push(link.last);
  }
  return slots.toReversed();
}
