/** The words in which the forms of files are written. */
import type { Json } from '@stepthrough/json';
import { compileRegularExpression } from '@stepthrough/expressions';
import { patternProblem } from '../eventbridge/pattern.ts';
import type {
  BooleanShape,
  CountShape,
  DurationShape,
  Fields,
  JsonShape,
  ListShape,
  MapShape,
  NamesShape,
  NumberShape,
  ObjectShape,
  RecordShape,
  ResourceKind,
  Shape,
  TextShape,
} from './shape.ts';

export const text = (doc: string): TextShape => ({ is: 'text', doc });
/** A text that a check must find right. */
export const checkedText = (
  check: (value: string) => string | undefined,
  doc: string,
): TextShape => ({ is: 'text', doc, check: (value) => check(String(value)) });
export const choice = <const V extends string>(
  values: readonly V[],
  doc: string,
): TextShape<V> => ({
  is: 'text',
  values,
  doc,
});
/** The name of something that `resources` declares. */
export const nameOf = (refers: ResourceKind, doc: string): TextShape => ({
  is: 'text',
  refers,
  doc,
});
/** A text, or a list of texts. */
export const names = (doc: string): NamesShape => ({ is: 'names', doc });
export const number = (doc: string): NumberShape => ({ is: 'number', doc });
export const count = (doc: string): CountShape => ({ is: 'count', doc });
export const flag = (doc: string): BooleanShape => ({ is: 'boolean', doc });
export const duration = (doc: string): DurationShape => ({ is: 'duration', doc });
export const json = (doc: string): JsonShape => ({ is: 'json', doc });
/** Any JSON object. */
export const record = (doc: string): RecordShape => ({ is: 'record', doc });
export const pattern = (doc: string): JsonShape => ({
  is: 'json',
  doc,
  check: (value) => patternProblem(value, ''),
});
export const regex = (doc: string): TextShape => checkedText(regexProblem, doc);
export const list = <S extends Shape>(of: S, doc: string): ListShape<S> => ({
  is: 'list',
  of,
  doc,
});
export const map = <S extends Shape>(of: S, doc: string): MapShape<S> => ({ is: 'map', of, doc });
/** By names that `resources` declares. */
export const mapBy = <S extends Shape>(keys: ResourceKind, of: S, doc: string): MapShape<S> => ({
  is: 'map',
  keys,
  of,
  doc,
});
export const object = <F extends Fields>(
  fields: F,
  doc: string,
  oneOf?: readonly (keyof F & string)[],
): ObjectShape<F> => ({ is: 'object', fields, doc, ...(oneOf ? { oneOf } : {}) });

export const required = <S extends Shape>(shape: S): S & { readonly required: true } => ({
  ...shape,
  required: true,
});
/** The reader puts the value in where a file leaves the field out. */
export const withDefault = <S extends Shape>(
  shape: S,
  value: Json,
): S & { readonly default: Json } => ({ ...shape, default: value });

function regexProblem(value: string): string | undefined {
  try {
    compileRegularExpression(value);
    return undefined;
  } catch (problem) {
    return problem instanceof Error ? `${problem.message}.` : 'this is no regular expression.';
  }
}
