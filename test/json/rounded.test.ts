import { isLong, roundedInteger } from '@stepthrough/json';
import { expect, it } from 'vitest';

it.each([
  ['9007199254740991', undefined],
  ['9007199254740992', undefined],
  ['9007199254740993', '9007199254740992'],
  ['-9007199254740993', '-9007199254740992'],
  ['9007199254740994', undefined],
  ['1700000000000001', undefined],
  ['12345678901234567890', '12345678901234567000'],
  ['12345678901234567000', undefined],
  ['1000000000000000000000', undefined],
  ['1000000000000000000001', '1e+21'],
  [`1${'0'.repeat(309)}`, 'Infinity'],
  ['9'.repeat(400), 'Infinity'],
  ['9007199254740993.0', undefined],
  ['9007199254740993e0', undefined],
  ['0.12345678901234567890', undefined],
  ['123456789012345', undefined],
  ['', undefined],
])('%s becomes %s', (written, becomes) => {
  expect(roundedInteger(written)).toBe(becomes);
});

it.each([
  ['9223372036854775807', true],
  ['9223372036854775808', false],
  ['-9223372036854775808', true],
  ['-9223372036854775809', false],
  ['999999999999999999', true],
  ['10000000000000000000', false],
])('64 bits hold %s: %s', (written, isHeld) => {
  expect(isLong(written)).toBe(isHeld);
});
