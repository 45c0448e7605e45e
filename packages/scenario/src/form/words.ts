/** The words in which the forms of scenario files are written. */
import type { Json } from '@stepthrough/asl';
import { compileRegularExpression } from '@stepthrough/expressions';
import { patternProblem } from '../eventbridge/pattern.ts';
import type { Fields, ResourceKind, Shape } from '../shape.ts';

export const text = (doc: string): Shape => ({ is: 'text', doc });
export const choice = (values: readonly string[], doc: string): Shape => ({
  is: 'text',
  values,
  doc,
});
/** The name of something that `resources` declares. */
export const nameOf = (refers: ResourceKind, doc: string): Shape => ({ is: 'text', refers, doc });
export const number = (doc: string): Shape => ({ is: 'number', doc });
export const count = (doc: string): Shape => ({ is: 'count', doc });
export const flag = (doc: string): Shape => ({ is: 'boolean', doc });
export const duration = (doc: string): Shape => ({ is: 'duration', doc });
export const json = (doc: string): Shape => ({ is: 'json', doc });
export const pattern = (doc: string): Shape => ({
  is: 'json',
  doc,
  check: (value) => patternProblem(value, ''),
});
/** A regular expression. */
export const regex = (doc: string): Shape => ({ is: 'text', doc, check: regexProblem });
export const list = (of: Shape, doc: string): Shape => ({ is: 'list', of, doc });
export const map = (of: Shape, doc: string): Shape => ({ is: 'map', of, doc });
export const object = (fields: Fields, doc: string, oneOf?: readonly string[]): Shape => ({
  is: 'object',
  fields,
  doc,
  ...(oneOf ? { oneOf } : {}),
});
export const required = (shape: Shape) => ({ ...shape, required: true as const });

function regexProblem(value: Json): string | undefined {
  try {
    compileRegularExpression(String(value));
    return undefined;
  } catch (problem) {
    return problem instanceof Error ? `${problem.message}.` : 'this is no regular expression.';
  }
}
