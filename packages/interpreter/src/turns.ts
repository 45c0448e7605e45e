/**
 * Whose turn it is: a first-in, first-out queue of thread slots, as two linked lists, so that taking
 * and appending share structure with the queues before.
 */
export interface Turns {
  readonly front: Link | undefined;
  /** In reverse order. */
  readonly back: Link | undefined;
}

interface Link {
  readonly slot: number;
  readonly rest: Link | undefined;
}

export const noTurns: Turns = { front: undefined, back: undefined };

export function firstTurn({ front, back }: Turns): number | undefined {
  if (front) return front.slot;
  let last = back;
  while (last?.rest) last = last.rest;
  return last?.slot;
}

/** Whether at most one thread has a turn. */
export function isAlone({ front, back }: Turns): boolean {
  return front ? !front.rest && !back : !back?.rest;
}

/** Most executions have one thread, which waits and goes on again and again. */
const onlyMain: Turns = { front: { slot: 0, rest: undefined }, back: undefined };

export function withTurn({ front, back }: Turns, slot: number): Turns {
  if (slot === 0 && !front && !back) return onlyMain;
  return front
    ? { front, back: { slot, rest: back } }
    : { front: reversed(push(back, slot)), back: undefined };
}

export function withoutFirstTurn({ front, back }: Turns): Turns {
  if (!front) return withoutFirst(reversed(back));
  if (!front.rest && !back) return noTurns;
  return front.rest || !back
    ? { front: front.rest, back }
    : { front: reversed(back), back: undefined };
}

function withoutFirst(front: Link | undefined): Turns {
  return front?.rest ? { front: front.rest, back: undefined } : noTurns;
}

function push(rest: Link | undefined, slot: number): Link {
  return { slot, rest };
}

function reversed(link: Link | undefined): Link | undefined {
  let result: Link | undefined;
  for (let at = link; at; at = at.rest) result = { slot: at.slot, rest: result };
  return result;
}
