import { hash } from '../encoding.ts';
import { isArray, type Json } from '../json.ts';
import { range, seeded, uuid } from '../intrinsics/functions.ts';

/** What chance and the clock are while an expression is evaluated. */
export interface Circumstances {
  /** Virtual time in milliseconds since the epoch; it stands still during an evaluation. */
  readonly now: number;
  /** A number in [0, 1) from a keyed generator. */
  readonly random: () => number;
}

/** The functions that AWS adds to JSONata, and those of its own that read the clock or throw dice. */
export function boundFunctions({ now, random }: Circumstances): {
  readonly [name: string]: unknown;
} {
  return {
    partition: (array: Json, size: number) => {
      if (!isArray(array)) return undefined;
      const parts: Json[] = [];
      const step = Math.max(1, Math.floor(size));
      for (let at = 0; at < array.length; at += step) parts.push(array.slice(at, at + step));
      return parts;
    },
    range: (first: number, last: number, step: number) => range('$range', first, last, step),
    hash: (data: Json, algorithm = 'SHA-256') =>
      hash(typeof data === 'string' ? data : JSON.stringify(data), algorithm),
    random: (seed?: number) => (seed === undefined ? random() : seeded(seed)),
    uuid: () => uuid(random),
    parse: (text: string) => JSON.parse(text) as Json,
    now: () => new Date(now).toISOString(),
    millis: () => now,
    shuffle: (array: Json) => (isArray(array) ? shuffled(array, random) : array),
    eval: undefined,
  };
}

function shuffled(array: readonly Json[], random: () => number): Json {
  const items = [...array];
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] ?? null, items[last] ?? null];
  }
  return items;
}
