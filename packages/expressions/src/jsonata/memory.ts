/**
 * What a value of an evaluation holds, as AWS counts it. Measured there: an array of 873,782 numbers
 * passes and one more fails, a text of 2^22 characters passes and one of 2^23 fails. So many numbers of
 * eight bytes are the limit, and explain the texts; how AWS counts members is not known.
 */
import jsonata, { type Expression, type Focus } from 'jsonata';
import { memoryLimit } from './reasons.ts';
import { isTree, nodesOf, type Tree } from './tree.ts';

/** Items of the longest array (measured). */
export const maxItems = 873_782;

/** Bytes of a number, and of an array's or object's reference to what it holds. */
const wordBytes = 8;

const maxBytes = maxItems * wordBytes;

/** Whether a value holds more than an evaluation may. */
export function isTooLarge(value: unknown): boolean {
  if (typeof value === 'string') return value.length > maxBytes;
  return typeof value === 'object' && value !== null && roomAfter(value, maxBytes) < 0;
}

/** Bytes that are left of `room`; below 0 as soon as it is too little. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length;
  if (typeof value !== 'object' || value === null) return room;
  const isList = Array.isArray(value);
  let left = room;
  for (const [name, inner] of isList ? value.entries() : Object.entries(value)) {
    left = roomAfter(inner, left - wordBytes - (typeof name === 'string' ? name.length : 0));
    if (left < 0) break;
  }
  return left;
}

/** The library's functions that may give more than they are given. */
const growing = [
  ...['string', 'pad', 'join', 'replace', 'split', 'formatNumber', 'formatInteger', 'fromMillis'],
  ...['base64encode', 'encodeUrl', 'encodeUrlComponent', 'zip', 'spread'],
];

interface LibraryFunction {
  readonly implementation: (this: Focus, ...values: unknown[]) => unknown;
}

interface Scope {
  lookup(name: string): unknown;
}

/** Makes an evaluation end with AWS's words where a text or list that it makes holds too much. */
export function limitMemory(expression: Expression): void {
  for (const [name, limited] of limitedFunctions) expression.assign(name, limited);
  const tree: unknown = expression.ast();
  if (isTree(tree) && mayPileUp(tree)) {
    expression.assign(Symbol.for('jsonata.__evaluate_exit'), checkText);
  }
}

const limitedFunctions: ReadonlyMap<string, LibraryFunction> = new Map(
  growing.map((name) => [name, limitedFunction(libraryScope().lookup(name) as LibraryFunction)]),
);

/** The library tells of its scope when an evaluation begins, which it does before it waits for anything. */
function libraryScope(): Scope {
  const scopes: Scope[] = [];
  const expression = jsonata('1');
  expression.assign(Symbol.for('jsonata.__createFrame_push'), (base: Scope) => {
    scopes.push(base);
  });
  void expression.evaluate(undefined);
  const [scope] = scopes;
  if (!scope) throw new Error('The library did not tell the scope of its functions.');
  return scope;
}

function limitedFunction(library: LibraryFunction): LibraryFunction {
  const { implementation } = library;
  const limited = function (this: Focus, ...values: unknown[]): unknown {
    const result = implementation.apply(this, values);
    return result instanceof Promise ? result.then(checked) : checked(result);
  };
  // By it the library knows how many arguments `$map` hands over.
  Object.defineProperty(limited, 'length', { value: implementation.length });
  return { ...library, implementation: limited };
}

function checked(result: unknown): unknown {
  if (typeof result === 'string' ? result.length > maxBytes : isLongList(result)) {
    throw new Error(memoryLimit);
  }
  return result;
}

function isLongList(result: unknown): boolean {
  return Array.isArray(result) && result.length > maxItems;
}

/** Called after each evaluation of a part, for which the library waits: only where it is needed. */
function checkText(_part: unknown, _input: unknown, _scope: unknown, result: unknown): void {
  if (typeof result === 'string' && result.length > maxBytes) throw new Error(memoryLimit);
}

/** Whether `&` may be applied to its own result again and again: through a variable or `$reduce`. */
function mayPileUp(tree: Tree): boolean {
  const kinds = new Set<unknown>();
  collect(tree, kinds);
  return kinds.has('&') && (kinds.has(':=') || kinds.has('reduce'));
}

function collect(tree: Tree, kinds: Set<unknown>): void {
  if (tree.type === 'binary' || tree.type === 'bind' || tree.type === 'variable') {
    kinds.add(tree.value);
  }
  for (const child of Object.values(tree)) for (const node of nodesOf(child)) collect(node, kinds);
}
