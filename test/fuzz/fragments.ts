/** Texts made of fragments of a language, joined at random and repeated where that hurts. */
import type { Random } from './random.ts';

/** A text of a few fragments; one of them may be repeated many times, or nested in itself. */
export function textOf(fragments: readonly string[], random: Random): string {
  const parts = Array.from({ length: 1 + random.below(8) }, () => random.pick(fragments));
  if (random.chance(0.15)) {
    const at = random.below(parts.length);
    parts[at] = (parts[at] ?? '').repeat(2 ** random.below(12));
  }
  return parts.join(random.chance(0.3) ? ' ' : '');
}

/** A regular expression, often one that goes back for ever. */
export function regularExpressionOf(random: Random): string {
  const parts = Array.from({ length: 1 + random.below(5) }, () => {
    const atom = random.pick([
      'a',
      '.',
      '[^b]',
      '\\w',
      '(a|aa)',
      '(a+)',
      '(?:a|b?)',
      '(?=a+)',
      '(?<!b)',
      '\\1',
      'b',
      '(.*)',
    ]);
    return atom + random.pick(['', '*', '+', '?', '{2,30}', '*?', '{0,1000}', '+']);
  });
  const text = parts.join('');
  return random.pick([
    text,
    `^${text}$`,
    `(${text})+`,
    `(${text})*b`,
    `${text}|${text}`,
    `(?:${text}){1,20}$`,
  ]);
}

/** Text on which such expressions do badly. */
export function textFor(random: Random): string {
  const length = random.pick([1, 10, 30, 200, 5_000, 100_000]);
  return random.pick(['a', 'ab', 'aaaab', 'x']).repeat(length) + random.pick(['', '!', 'b', '\n']);
}

/** Data for expressions: wide, deep, odd. */
export function dataOf(random: Random): { readonly [name: string]: Json } {
  const count = random.pick([0, 1, 5, 200, 5_000]);
  let deep: Json = 1;
  for (let level = random.pick([1, 10, 300]); level > 0; level -= 1) {
    deep = random.chance(0.5) ? [deep] : { a: deep };
  }
  return {
    a: deep,
    items: Array.from({ length: count }, (_, n) => ({ n, name: `i${n % 7}`, tags: ['a', n] })),
    n: random.pick([0, -1, 1.5, 1e9, 1e300]),
    s: textFor(random),
    __proto__: null,
    ...(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as {
      readonly [name: string]: Json;
    }),
  };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
