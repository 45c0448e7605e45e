/** Patch operations: which paths of a resource may be changed how, and what comes of it. */
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { list, members, text } from '../../contract/request-form.ts';
import { badRequest, notFound, notSimulated } from './refusals.ts';

const patchOperation = members({ op: text, path: text, value: text, from: text });

export const patchOperations = list(patchOperation);

export type PatchOperation = Infer<typeof patchOperation>;

const allOps = ['add', 'remove', 'replace', 'copy'] as const;

type Op = (typeof allOps)[number];

/** How the text of a patch is read. */
type Kind = 'text' | 'number' | 'flag';

export interface PatchRule {
  /** `*` stands for any name. */
  readonly path: string;
  readonly ops: readonly Op[];
  readonly kind: Kind;
  /** What is changed is an item of a list: the one that the path ends with, or the value. */
  readonly item?: 'named' | 'valued';
  /** Where a copy may come from. */
  readonly from?: string;
  /** AWS takes it, and the simulation would not act on it. */
  readonly isUnsimulated?: true;
}

/** One value at this path. */
export function replaced(path: string, kind: Kind = 'text'): PatchRule {
  return { path, ops: ['replace'], kind };
}

/** Members of the map at this path, by their names. */
export function entriesOf(path: string, kind: Kind = 'text'): PatchRule {
  return { path: `${path}/*`, ops: ['add', 'remove', 'replace'], kind };
}

/** Items of the list at this path, each named at the path's end. */
export function itemsIn(path: string, ops: readonly Op[] = ['add', 'remove']): PatchRule {
  return { path: `${path}/*`, ops, kind: 'text', item: 'named' };
}

/** Items of the list at this path, each the value of an operation. */
export function valuesIn(path: string): PatchRule {
  return { path, ops: ['add', 'remove'], kind: 'text', item: 'valued' };
}

export function removed(path: string): PatchRule {
  return { path, ops: ['remove'], kind: 'text' };
}

/** Taken by AWS, refused here. */
export function unsimulated(path: string): PatchRule {
  return { path, ops: allOps, kind: 'text', isUnsimulated: true };
}

/** The value after all of the operations; the refusal of the first that cannot be done. */
export function patched<T extends JsonObject>(
  target: T,
  operations: readonly PatchOperation[] = [],
  rules: readonly PatchRule[],
): T | Refusal {
  let after: JsonObject = target;
  for (const operation of operations) {
    const done = patchedOnce(after, operation, rules);
    if (isRefusal(done)) return done;
    after = done;
  }
  // Rules change members of the kinds that they have, and remove only those that may be left out.
  return after as T;
}

function patchedOnce(
  target: JsonObject,
  operation: PatchOperation,
  rules: readonly PatchRule[],
): JsonObject | Refusal {
  const { op = '', path = '', from = '' } = operation;
  const rule = rules.find((one) => fits(one.path, path) && isOp(op, one.ops));
  if (!rule) return unsupported(op, path, rules);
  if (rule.isUnsimulated) return notSimulated(`The patch of ${path}`);
  const names = namesIn(path);
  if (rule.item === 'named')
    return withItem(target, names.slice(0, -1), op, names.at(-1), operation.value);
  if (rule.item === 'valued') return withItem(target, names, op, operation.value);
  const copied = fits(rule.from ?? '', from) ? valueAt(target, namesIn(from)) : undefined;
  const value = op === 'copy' ? copied : readValue(operation, rule);
  if (isRefused(value)) return value;
  if (op !== 'remove' && value === undefined) return nothingIn(path);
  const isKnown = valueAt(target, names) !== undefined;
  // A name that nothing else could add is added by what replaces it.
  const needsName = op === 'remove' || (op === 'replace' && isOp('add', rule.ops));
  if (rule.path.endsWith('*') && needsName && !isKnown) return unknownName;
  return changedAt(target, names, op === 'remove' ? undefined : value);
}

const unknownName = notFound('Invalid parameter name specified');

function nothingIn(path: string): Refusal {
  return badRequest(`Invalid null or empty value in ${path}`);
}

function isOp(op: string, ops: readonly Op[]): boolean {
  return ops.some((one) => one === op);
}

function unsupported(op: string, path: string, rules: readonly PatchRule[]): Refusal {
  if (!isOp(op, allOps)) {
    return badRequest(`Invalid patch operation specified. Must be 'add'|'remove'|'replace'|'copy'`);
  }
  const paths = rules.filter(({ ops }) => isOp(op, ops)).map((rule) => shown(rule.path));
  const advice =
    paths.length === 0
      ? 'Please choose supported operations'
      : `Must be one of: [${paths.sort().join(', ')}]`;
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${advice}`);
}

/** With a name for what may stand there. */
function shown(path: string): string {
  return path.replace(/\*/g, '{name}');
}

function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const isPart = (part: string, i: number) =>
    part === given[i] || (part === '*' && given[i] !== '');
  return wanted.length === given.length && wanted.every(isPart);
}

/** The names of a path: `~1` is a slash, `~0` a tilde. */
function namesIn(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function readValue(
  { path, value }: PatchOperation,
  { kind }: PatchRule,
): Json | undefined | Refusal {
  if (value === undefined || kind === 'text') return value;
  if (kind === 'flag') return value.toLowerCase() === 'true';
  const number = Number(value);
  const isNumber = value.trim() !== '' && !Number.isNaN(number);
  return isNumber ? number : badRequest(`Invalid value '${value}' specified for ${path}`);
}

function isRefused(value: Json | undefined | Refusal): value is Refusal {
  return typeof value === 'object' && value !== null && isRefusal(value);
}

function valueAt(target: JsonObject, names: readonly string[]): Json | undefined {
  let found: Json | undefined = target;
  for (const name of names) found = isObject(found) ? member(found, name) : undefined;
  return found;
}

/** `to`: what replaces the item. */
function withItem(
  target: JsonObject,
  place: readonly string[],
  op: string,
  item: string | undefined,
  to = item,
): JsonObject | Refusal {
  if (item === undefined || item === '') return nothingIn(`/${place.join('/')}`);
  const before = valueAt(target, place) ?? [];
  const items = isArray(before) ? before : [];
  if (op !== 'add' && !items.includes(item)) return unknownName;
  const others = items.filter((one) => one !== item);
  const renamed = items.map((one) => (one === item ? (to ?? item) : one));
  const after = op === 'remove' ? others : op === 'add' ? [...others, item] : renamed;
  return changedAt(target, place, after.length === 0 ? undefined : after);
}

/** `value`: `undefined` takes the member away, and a map that it leaves empty. */
function changedAt(
  target: JsonObject,
  [name = '', ...rest]: readonly string[],
  value: Json | undefined,
): JsonObject {
  const before = member(target, name);
  const inner = rest.length === 0 ? value : changedAt(isObject(before) ? before : {}, rest, value);
  const isEmpty = rest.length > 0 && isObject(inner) && Object.keys(inner).length === 0;
  const others = Object.entries(target).filter(([one]) => one !== name);
  return Object.fromEntries(inner === undefined || isEmpty ? others : [...others, [name, inner]]);
}
