/** Random numbers by key: mulberry32 of the key's FNV-1a hash, so that a seed stays what it was. */
import { describe, expect, it } from 'vitest';
import { generator, hexDigits, uuid } from '../../packages/interpreter/src/random.ts';

describe('the numbers of a key', () => {
  it.each<[key: string, numbers: readonly number[]]>([
    ['', [0.6112444521859288, 0.4935242917854339, 0.7740248835179955]],
    ['a', [0.621685681398958, 0.30822347407229245, 0.36686075991019607]],
    ['foobar', [0.9410142793785781, 0.3306495966389775, 0.35216344334185123]],
    ['ключ', [0.88076042663306, 0.761607333086431, 0.12953926878981292]],
  ])('%j are %j', (key, numbers) => {
    const draw = generator(key);
    expect(numbers.map(() => draw())).toEqual(numbers);
  });

  it.each([0, 1, 2, 31, 32])('give %i hexadecimal digits', (length) => {
    expect(hexDigits('a', length)).toBe('9459ea7be944bdce3f7b806b6117a1d4'.slice(0, length));
  });

  it('give a UUID of version 4', () => {
    expect(uuid('a')).toBe('9459ea7b-e944-4dce-af7b-806b6117a1d4');
    expect(uuid('b')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
  });
});
