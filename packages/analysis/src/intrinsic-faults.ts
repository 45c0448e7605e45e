import { intrinsicFunctions } from '@stepthrough/expressions';
import { readIntrinsic } from './expressions.ts';
import type { AwsWording } from './problem.ts';
import type { ExpressionSite } from './sites.ts';

interface Fault {
  readonly kind: 'syntax' | 'unknown' | 'arity' | 'nesting';
  readonly message: string;
  readonly index: number;
  /** The function at the fault; empty for `syntax`. */
  readonly name: string;
  readonly aws: AwsWording;
}

/** Nesting that AWS allows. */
const maxNesting = 10;

/** Why a call of an intrinsic function does not compile, sorted by what is wrong with it. */
export function faultOf(site: ExpressionSite): Fault | undefined {
  const call = readIntrinsic(site);
  if (!call || call.ok) return undefined;
  const { message, index } = call;
  const aws = {
    message: `The value for the field '${site.key}' must be a valid JSONPath or a valid intrinsic function call`,
    at: site.parent.range,
  };
  // The parser points at a function's name when the function itself, and not its text, is refused.
  const name = /^States\.\w*/.exec(site.text.slice(index))?.[0] ?? '';
  if (name === '') return { kind: 'syntax', message, index, name, aws };
  if (!Object.hasOwn(intrinsicFunctions, name))
    return { kind: 'unknown', message, index, name, aws };
  const depth = site.text.slice(0, index).split('(').length;
  return { kind: depth > maxNesting ? 'nesting' : 'arity', message, index, name, aws };
}
