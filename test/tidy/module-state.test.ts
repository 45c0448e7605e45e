/** A module of a pure room keeps nothing between calls; seen to fail. */
import { expect, it } from 'vitest';
import { beside, moduleStates } from './known.ts';
import { moduleState } from './module-state.ts';
import { roomOf } from './rooms.ts';
import { readSources } from './sources.ts';

const pure = ['json', 'asl', 'expressions', 'catalog', 'analysis', 'interpreter', 'protocol'];
const rooms = [...pure, 'collections', 'scenario', 'services'];

it('pure rooms keep none, but what is listed', () => {
  const found = readSources()
    .filter(({ path }) => path.startsWith('packages/') && rooms.includes(roomOf(path)))
    .flatMap(({ path, text }) => moduleState(path, text).map((name) => `${path} ${name}`));
  expect(beside(moduleStates, found)).toEqual({ new: [], gone: [] });
});

it.each([
  'let kept: number | undefined;',
  'export let kept = 1;',
  'var kept = 1;',
  'const kept = new Map<string, number>(); function f() { kept.set("a", 1); }',
  'const kept = new Map(); const f = () => kept.delete("a");',
  'const kept = new WeakMap(); f(() => { kept.set(a, b); });',
  'const kept = new Set(); function f() { kept.add(1); }',
  'const kept = new Set(); kept.clear();',
  'const kept: number[] = []; function f() { kept.push(1); }',
  'const kept = [1]; function f() { kept[0] = 2; }',
  'const kept = { a: 1 }; function f() { kept.a = 2; }',
  'const kept = { a: 1 }; function f() { kept.a += 2; }',
  'const kept = { a: 1 }; function f() { kept.a++; }',
  'const kept = { a: 1 }; function f() { --kept.a; }',
  'const kept: { a?: 1 } = { a: 1 }; function f() { delete kept.a; }',
])('is seen in %s', (code) => {
  expect(moduleState('x.ts', code)).toEqual(['kept']);
});

it.each([
  'const known = new Map([["a", 1]]); known.get("a");',
  'const known = [1, 2]; known.map((each) => each);',
  'const known = { a: 1 }; const { a } = known; -known.a;',
  'function f() { let own = 1; own += 1; const list = []; list.push(1); }',
  'const known = { a: 1 }; function f() { const other = { a: 1 }; other.a = known.a; }',
  'const known = new Set([1]); known.has(1);',
])('is not in %s', (code) => {
  expect(moduleState('x.ts', code)).toEqual([]);
});
