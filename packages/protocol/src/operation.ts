/**
 * The door for the designer's operations: what comes through it is an `Operation` of `@stepthrough/asl`,
 * which says what each one means for the text.
 */
import { type Json, type Operation, stateTypes, type TransitionSource } from '@stepthrough/asl';
import {
  type Check,
  count,
  isRecord,
  list,
  oneOf,
  optional,
  record,
  text,
  variant,
  wrong,
} from './check.ts';

/** Objects and lists inside each other, as deep as a document may nest. */
const mostLevels = 500;
/** Parts of a value; a definition of AWS's 1 MB has fewer. */
const mostParts = 1_000_000;

const step: Check<string | number> = (value, at) =>
  typeof value === 'string' || count(value, at) === undefined
    ? undefined
    : wrong(value, at, 'a name or an index');

/** Of a state or machine at least one member; the whole of it is never written. */
const path: Check<readonly (string | number)[]> = (value, at) =>
  list(step, mostLevels)(value, at) ??
  (Array.isArray(value) && value.length === 0 ? `${at} must have a step.` : undefined);

const indexes: Check<readonly [number, number]> = (value, at) => {
  const problem = list(count)(value, at);
  if (problem !== undefined || !Array.isArray(value)) return problem;
  const isTwo = value.length === 2 && value[0] !== value[1];
  return isTwo ? undefined : `${at} must be two different indexes.`;
};

/** Plain data, without what a structured clone can carry besides. */
const json: Check<Json> = (root, at) => {
  let parts = 1;
  let level: readonly unknown[] = [root];
  for (let around = 0; level.length > 0; around += 1) {
    const next: unknown[] = [];
    for (const value of level) {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') continue;
      if (typeof value === 'number' && Number.isFinite(value)) continue;
      if (typeof value === 'number') return `${at} holds ${value}, which JSON has no text for.`;
      if (!isRecord(value) && !Array.isArray(value)) {
        return `${at} holds ${nameOf(value)}, which is no JSON.`;
      }
      if (around >= mostLevels) return `${at} nests more than ${mostLevels} levels deep.`;
      const inner: readonly unknown[] = Object.values(value);
      if (Array.isArray(value) && inner.length !== value.length) {
        return `${at} holds a list with holes, which is no JSON.`;
      }
      parts += inner.length;
      if (parts > mostParts) return `${at} has more than ${mostParts} parts.`;
      for (const each of inner) next.push(each);
    }
    level = next;
  }
  return undefined;
};

function nameOf(value: unknown): string {
  if (typeof value === 'object') return 'an object of a class';
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

const fields: Check<{ readonly [name: string]: Json }> = (value, at) =>
  isRecord(value) ? json(value, at) : wrong(value, at, 'an object');

/** Each kind once, so that the compiler tells of one that is forgotten. */
const transitionKinds: { readonly [K in TransitionSource['kind']]: K } = {
  start: 'start',
  next: 'next',
  end: 'end',
  choice: 'choice',
  default: 'default',
  catch: 'catch',
};

const transition = record<TransitionSource>(
  { kind: oneOf(Object.values(transitionKinds)), from: text, index: count },
  'closed',
);

/** What is no operation of any kind, or has a member of another form, is told in words. */
export const operation = variant<Operation, 'kind'>('kind', {
  addState: {
    scope: text,
    name: text,
    type: oneOf(stateTypes),
    fields: optional(fields),
    on: optional(transition),
  },
  deleteState: { id: text },
  duplicateState: { id: text, name: text },
  renameState: { id: text, name: text },
  reconnect: { scope: text, transition, to: optional(text) },
  connect: { id: text, to: optional(text) },
  removeTransition: { scope: text, transition },
  addRule: { id: text, to: optional(text) },
  addItem: { id: text, field: oneOf(['Retry', 'Catch', 'Branches']) },
  removeItem: { id: text, field: oneOf(['Choices', 'Retry', 'Catch', 'Branches']), index: count },
  setField: { id: text, path, value: json },
  removeField: { id: text, path },
  swapItems: { id: text, path, indexes },
});
