/** Exact decimals against whole numbers of JavaScript. */
import { expect, it } from 'vitest';
import {
  compareDecimals,
  decimalText,
  minus,
  numberIn,
  plus,
  sortableText,
} from '../../../packages/services/src/dynamodb/values/decimal.ts';

it.each([
  ['1e2', '100'],
  ['-0', '0'],
  ['007.50', '7.5'],
  ['.5', '0.5'],
  ['1e-3', '0.001'],
  ['-12.30e1', '-123'],
])('%s is written %s', (written, plain) => {
  expect(decimalText(numberIn(written))).toBe(plain);
});

const some = [0n, 1n, -1n, 9n, 10n, 99n, -100n, 12_345n, -12_346n, 10n ** 37n, -(10n ** 37n) + 1n];

it('sums, differences and orders are exact', () => {
  for (const a of some) {
    for (const b of some) {
      // Thousandths, so that all have digits behind the point.
      const [x, y] = [numberIn(`${a}e-3`), numberIn(`${b}e-3`)];
      const said = `${a} ${b}`;
      expect(plus(x, y), said).toEqual(numberIn(`${a + b}e-3`));
      expect(minus(x, y), said).toEqual(numberIn(`${a - b}e-3`));
      const order = a < b ? -1 : a > b ? 1 : 0;
      expect(compareDecimals(x, y), said).toBe(order);
      const [s, t] = [sortableText(x), sortableText(y)];
      expect(s < t ? -1 : s > t ? 1 : 0, said).toBe(order);
    }
  }
});
