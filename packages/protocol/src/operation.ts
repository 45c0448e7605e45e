/**
 * The door for the designer's operations, whose type is `Operation` of `@stepthrough/asl`: a message that
 * comes through it cannot be of a wrong form.
 */
import { member } from '@stepthrough/json';

/** Whether a value has the form of an operation of any kind. */
export function isOperation(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind } = value;
  return typeof kind === 'string' && member(kinds, kind)?.(value) === true;
}

type Fields = { readonly [name: string]: unknown };

const kinds: { readonly [kind: string]: (operation: Fields) => boolean } = {
  addState: ({ scope, name, type, fields, on }) =>
    typeof scope === 'string' &&
    typeof name === 'string' &&
    stateTypes.has(type) &&
    (fields === undefined || (isRecord(fields) && isJson(fields))) &&
    (on === undefined || isTransition(on)),
  deleteState: ({ id }) => typeof id === 'string',
  duplicateState: ({ id, name }) => typeof id === 'string' && typeof name === 'string',
  renameState: ({ id, name }) => typeof id === 'string' && typeof name === 'string',
  reconnect: ({ scope, transition, to }) =>
    typeof scope === 'string' &&
    isTransition(transition) &&
    (to === undefined || typeof to === 'string'),
  setField: ({ id, path, value }) => typeof id === 'string' && isPath(path) && isJson(value),
  removeField: ({ id, path }) => typeof id === 'string' && isPath(path),
  swapItems: ({ id, path, indexes }) =>
    typeof id === 'string' &&
    isPath(path) &&
    Array.isArray(indexes) &&
    indexes.length === 2 &&
    Array.from(indexes).every(isIndex) &&
    indexes[0] !== indexes[1],
};

const stateTypes: ReadonlySet<unknown> = new Set([
  'Task',
  'Pass',
  'Choice',
  'Wait',
  'Succeed',
  'Fail',
  'Parallel',
  'Map',
]);

const transitions: ReadonlySet<unknown> = new Set([
  'start',
  'next',
  'end',
  'choice',
  'default',
  'catch',
]);

function isTransition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind, from, index } = value;
  return transitions.has(kind) && typeof from === 'string' && isIndex(index);
}

/** Objects and lists inside each other, as deep as a document may nest. */
const mostLevels = 500;

/** Of a state or machine at least one member; the whole of it is never written. */
function isPath(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= mostLevels &&
    Array.from(value).every((step) => typeof step === 'string' || isIndex(step))
  );
}

function isIndex(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Plain data, without what a structured clone can carry besides. */
function isJson(root: unknown): boolean {
  const pending: (readonly [value: unknown, around: number])[] = [[root, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [value, around] = next;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return false;
      continue;
    }
    if (!isRecord(value) && !Array.isArray(value)) return false;
    if (around >= mostLevels) return false;
    for (const inner of Object.values(value) as readonly unknown[])
      pending.push([inner, around + 1]);
  }
  return true;
}

function isRecord(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
