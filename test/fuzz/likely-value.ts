/** A value in which the paths of a definition find something, so that runs get beyond their first state. */
import type { Json } from '@stepthrough/asl';
import type { Random } from './random.ts';

type Fields = { [name: string]: Json };

/** Made of all the paths in the definition's text, with values of many types at their ends. */
export function likelyValue(text: string, random: Random): Json {
  const value: Fields = {};
  for (const [, path = ''] of text.matchAll(
    /\$(?:states\.(?:input|result))?((?:\.[A-Za-z_]\w*)+)/g,
  )) {
    put(value, path.split('.').slice(1), structuredClone(random.pick(ends)));
  }
  return value;
}

const ends: readonly Json[] = [
  1,
  'x',
  [1, 2],
  [{ a: 1 }],
  true,
  '2026-01-01T00:00:00Z',
  {},
  0,
  '5',
];

function put(value: Fields, [name = '', ...rest]: readonly string[], end: Json): void {
  const inner = Object.hasOwn(value, name) ? value[name] : undefined;
  const isHolder = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  if (rest.length === 0) {
    if (!isHolder) value[name] = end;
    return;
  }
  const holder: Fields = isHolder ? (inner as Fields) : {};
  value[name] = holder;
  put(holder, rest, end);
}
