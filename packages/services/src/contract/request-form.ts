/** Forms of requests: which members an operation reads, and of which types they are. */
import { firstOf } from './first-of.ts';
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import type { Infer, Shape } from '@stepthrough/scenario';
import { failure, type Refusal } from './outcome.ts';
import type { Context, Operation, Result } from './service.ts';

export const text = { is: 'text' } as const;
export const number = { is: 'number' } as const;
export const flag = { is: 'boolean' } as const;
export const json = { is: 'json' } as const;
/** Any JSON object. */
export const record = { is: 'record' } as const;

export function list<const S extends Shape>(of: S) {
  return { is: 'list', of } as const;
}

export function map<const S extends Shape>(of: S) {
  return { is: 'map', of } as const;
}

/** Members may be left out; which ones must not, each operation says in its own words. */
export function members<const F extends { readonly [name: string]: Shape }>(fields: F) {
  return { is: 'object', fields } as const;
}

/**
 * An operation that reads these members. Others are passed over and one that is null counts as left
 * out, as AWS does; a member of another type is refused as a request that cannot be deserialized.
 *
 * @param unsimulated Members that AWS reads, and that would change what it does: a request that has one is refused.
 */
export function operation<const F extends { readonly [name: string]: Shape }, S, K>(
  fields: F,
  perform: (
    request: Infer<{ readonly is: 'object'; readonly fields: F }>,
    state: S,
    context: Context,
  ) => Result<S, K>,
  unsimulated: readonly string[] = [],
): Operation<S, K> {
  const form = members(fields);
  const isFit = fits(form);
  const checked = (request: JsonObject, state: S, context: Context): Result<S, K> => {
    const outside = unsimulated.find((name) => (member(request, name) ?? null) !== null);
    if (outside !== undefined) return { state, outcome: notSimulated(outside) };
    if (isFit(request)) return perform(request, state, context);
    const given = withoutNulls(request, form);
    return isFit(given) ? perform(given, state, context) : { state, outcome: misfit(given, form) };
  };
  return Object.assign(checked, { form: fields, unsimulated });
}

function notSimulated(name: string): Refusal {
  return failure('NotImplemented', `The parameter ${name} is not simulated.`, 501);
}

/** Whether a request, or a part of it, fits a form: then it has its type. */
export function fits<const S extends Shape>(shape: S): (value: Json) => value is Infer<S> & Json {
  return (value): value is Infer<S> & Json => problemOf(value, shape) === undefined;
}

/** The refusal of a request that does not fit its form. */
export function misfit(request: Json, form: Shape): Refusal {
  return failure('SerializationException', problemOf(request, form) ?? 'Malformed request.');
}

/** Without the members of structures that are null. A null in a list or a map stays, and fits nothing. */
function withoutNulls(value: JsonObject, form: Shape): JsonObject;
function withoutNulls(value: Json, form: Shape): Json;
function withoutNulls(value: Json, form: Shape): Json {
  if (form.is === 'list' && isArray(value)) return value.map((item) => withoutNulls(item, form.of));
  if (!isObject(value) || (form.is !== 'map' && form.is !== 'object')) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const of = form.is === 'map' ? form.of : member(form.fields, name);
      if (!of) return [];
      return inner === null && form.is === 'object' ? [] : [[name, withoutNulls(inner, of)]];
    }),
  );
}

/** In the words of AWS's JSON protocols. */
function problemOf(value: Json, shape: Shape): string | undefined {
  switch (shape.is) {
    case 'json':
      return undefined;
    case 'text':
      return typeof value === 'string' ? undefined : mistyped(value, 'String');
    case 'number':
      return typeof value === 'number' ? undefined : mistyped(value, 'Number');
    case 'boolean':
      return typeof value === 'boolean' ? undefined : mistyped(value, 'Boolean');
    case 'list':
      if (!isArray(value)) return mistyped(value, 'List');
      return firstOf(value, (item) => problemOf(item, shape.of));
    case 'record':
      return isObject(value) ? undefined : mistyped(value, 'Map');
    case 'map':
      if (!isObject(value)) return mistyped(value, 'Map');
      return firstOf(Object.values(value), (inner) => problemOf(inner, shape.of));
    case 'object':
      if (!isObject(value)) return mistyped(value, 'Structure');
      return firstOf(Object.entries(shape.fields), ([name, field]) => {
        const inner = member(value, name);
        const problem = inner === undefined ? undefined : problemOf(inner, field);
        return problem === undefined ? undefined : `${name}: ${problem}`;
      });
    case 'names':
    case 'count':
    case 'duration':
      throw new Error(`A request has no ${shape.is}.`);
  }
}

function mistyped(value: Json, wanted: string): string {
  if (isArray(value)) return 'Start of list found where not expected';
  if (isObject(value)) return 'Start of structure or map found where not expected';
  const given = value === null ? 'NULL_VALUE' : `${typeof value}_VALUE`.toUpperCase();
  return `${given} can not be converted to ${wanted}`;
}
