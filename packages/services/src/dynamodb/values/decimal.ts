/** Exact decimal numbers, as DynamoDB keeps them: up to 38 significant digits. */

/** `coefficient` × 10^`exponent`; the coefficient does not end in 0, and zero is 0 × 10^0. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Significant digits. */
const mostDigits = 38;
/** Exponents of the first digit. */
const largest = 125;
const smallest = -130;

/** The number that a text writes, in AWS's words what is wrong with it. */
export function decimalOf(written: string): Decimal | string {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(written);
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts ?? [];
  if (!parts || whole + fraction === '') {
    return `The parameter cannot be converted to a numeric value: ${written}`;
  }
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return zero;
  const kept = withoutZeros(digits);
  const exponent = Number(power) - fraction.length + (digits.length - kept.length);
  return rangeProblem(kept.length, exponent) ?? decimal(BigInt(sign + kept), exponent);
}

/** A number that is known to be one; zero for what is none. */
export function numberIn(written: string): Decimal {
  const found = decimalOf(written);
  return typeof found === 'string' ? zero : found;
}

/**
 * Why DynamoDB does not keep a sum. It tells too many digits as an overflow (Scylla's tests of
 * Alternator, which are run against DynamoDB: 1e50 + 1).
 */
export function sumProblem({ coefficient, exponent }: Decimal): string | undefined {
  const digits = magnitudeText(coefficient).length;
  if (coefficient === 0n) return undefined;
  return magnitudeProblem(digits, exponent) ?? (digits > mostDigits ? overflow : undefined);
}

/** In plain digits, without an exponent. */
export function decimalText({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = magnitudeText(coefficient);
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Below, at or above zero. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const [x, y, exponent] = aligned(a, b);
  return normal(x + y, exponent);
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, decimal(-b.coefficient, b.exponent));
}

/** A text that sorts as the number does among all that DynamoDB keeps. */
export function sortableText({ coefficient, exponent }: Decimal): string {
  if (coefficient === 0n) return '1';
  const digits = magnitudeText(coefficient);
  const place = digits.length - 1 + exponent;
  if (coefficient > 0n) return `2${threeDigits(place)}${digits}`;
  const complement = digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
  // Ends above all digits: of two negative numbers with equal beginnings, the longer is smaller.
  return `0${threeDigits(-place)}${complement}:`;
}

/** Significant digits, and the place of the first. */
export function extentOf({ coefficient, exponent }: Decimal): {
  readonly digits: number;
  readonly place: number;
} {
  const digits = magnitudeText(coefficient).length;
  return { digits, place: digits - 1 + exponent };
}

const zero: Decimal = { coefficient: 0n, exponent: 0 };

function decimal(coefficient: bigint, exponent: number): Decimal {
  return { coefficient, exponent };
}

const overflow =
  'Number overflow. Attempting to store a number with magnitude larger than supported range';
const underflow =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range';

function rangeProblem(digits: number, exponent: number): string | undefined {
  const tooMany = `Attempting to store more than ${mostDigits} significant digits in a Number`;
  return magnitudeProblem(digits, exponent) ?? (digits > mostDigits ? tooMany : undefined);
}

function magnitudeProblem(digits: number, exponent: number): string | undefined {
  const place = exponent + digits - 1;
  if (place > largest) return overflow;
  return place < smallest ? underflow : undefined;
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (one: Decimal): bigint => one.coefficient * 10n ** BigInt(one.exponent - exponent);
  return [scaled(a), scaled(b), exponent];
}

function normal(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return zero;
  const digits = coefficient.toString();
  const kept = withoutZeros(digits);
  return decimal(BigInt(kept), exponent + digits.length - kept.length);
}

/** Without zeros at the end; a loop, since `/0+$/` is quadratic in zeros that do not end the text. */
function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function magnitudeText(coefficient: bigint): string {
  return (coefficient < 0n ? -coefficient : coefficient).toString();
}

function threeDigits(place: number): string {
  return String(place + 500).padStart(3, '0');
}
