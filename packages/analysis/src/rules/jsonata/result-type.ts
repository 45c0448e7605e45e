import type { Tree } from '@stepthrough/expressions';
import { member } from '@stepthrough/json';
import { readJsonata } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const jsonataResultType: Rule = {
  kinds: ['jsonata'],
  expression(site, report) {
    const wanted =
      site.parent === site.state.node || site.holder === 'choice'
        ? member(fields, site.field)
        : undefined;
    const reading = wanted && site.key === site.field ? readJsonata(site) : undefined;
    if (!wanted || !reading?.ok) return;
    const type = typeOf(reading.value.root);
    if (type && !wanted.includes(type))
      report(
        site.node,
        `${site.field} must give ${wanted.join(' or ')}, but this expression gives ${type}.`,
      );
  },
};

const fields: { readonly [field: string]: readonly string[] } = {
  Seconds: ['a number'],
  TimeoutSeconds: ['a number'],
  HeartbeatSeconds: ['a number'],
  MaxConcurrency: ['a number'],
  ToleratedFailureCount: ['a number'],
  ToleratedFailurePercentage: ['a number'],
  Condition: ['a boolean'],
  Timestamp: ['a string'],
  Error: ['a string'],
  Cause: ['a string'],
  Items: ['an array', 'an object'],
};

/** The type of an expression's value where its form alone tells it. */
function typeOf({ type, value }: Tree): string | undefined {
  if (type === 'string') return 'a string';
  if (type === 'number') return 'a number';
  if (type === 'value') return value === null ? 'null' : 'a boolean';
  if (type === 'unary')
    return value === '[' ? 'an array' : value === '{' ? 'an object' : 'a number';
  if (type !== 'binary') return undefined;
  if (value === '&') return 'a string';
  return typeof value === 'string' && '+-*/%'.includes(value) ? 'a number' : 'a boolean';
}
