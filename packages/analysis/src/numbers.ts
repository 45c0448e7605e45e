import { type ObjectNode, propertyOf } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import { isJsonata, isOpen, kindOf } from './nodes.ts';
import type { Report } from './rule.ts';

interface NumberRange {
  readonly min: number;
  readonly max?: number;
  /** Whether fractions are allowed. */
  readonly fraction?: boolean;
  /** Whether AWS takes 0, though it is below what its documentation allows. */
  readonly takesZero?: boolean;
  /** Whether a JSONata expression may stand for the number. */
  readonly jsonata?: boolean;
}

/** Seconds that a timer can count. */
export const maxSeconds = limits.seconds;

/** Reports a field that is present and no number of the range. */
export function checkNumber(
  node: ObjectNode,
  name: string,
  { min, max, fraction = false, jsonata = false, takesZero = false }: NumberRange,
  report: Report,
): void {
  const value = propertyOf(node, name)?.value;
  if (!value || isOpen(value) || (jsonata && isJsonata(value))) return;
  const wanted = `${fraction ? 'a number' : 'a whole number'} ${max === undefined ? `of at least ${min}` : `from ${min} to ${max}`}`;
  if (value.kind !== 'number') {
    const looksLikeJsonata = value.kind === 'string' && value.value.includes('{%');
    const hint = looksLikeJsonata && !jsonata ? '; JSONata is not evaluated here' : '';
    report(value, `${name} must be ${wanted}, not ${kindOf(value)}${hint}.`, {
      aws: { message: 'Expected value of type Integer' },
    });
    return;
  }
  if (!fraction && !Number.isInteger(value.value)) {
    report(value, `${name} must be ${wanted}.`, {
      aws: { message: 'Expected value of type Integer' },
    });
  } else if (value.value < min) {
    report(value, `${name} must be ${wanted}.`, {
      ...(takesZero && value.value === 0 ? { severity: 'warning' as const } : {}),
      aws: { message: `Minimum value is ${min}` },
    });
  } else if (max !== undefined && value.value > max) {
    report(value, `${name} must be ${wanted}.`, { aws: { message: `Maximum value is ${max}` } });
  }
}
