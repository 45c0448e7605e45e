/** Values, items and keys of DynamoDB, generated; some of them are refused. */
import fc from 'fast-check';
import type { Request } from './engine.ts';

export type Text = fc.Arbitrary<string>;
export type Value = fc.Arbitrary<Request>;

const someText: Text = fc.constantFrom('a', 'ab', 'b', 'é', '\u{1f600}', 'Z', '', 'a b');
const digits = fc.stringMatching(/^[1-9][0-9]{0,37}$/);
export const numeral: Text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('0', '1', '2', '10', '-1', '0.1', '1.50', '1e2', '-0') },
  { weight: 1, arbitrary: digits },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('', '-'), digits, fc.integer({ min: -130, max: 87 }))
      .map(([sign, text, exponent]) => `${sign}${text}e${exponent}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('', '-'), digits, digits)
      .map(([sign, whole, part]) => `${sign}${whole.slice(0, 19)}.${part.slice(0, 19)}`),
  },
);
const bytes: Text = fc.constantFrom('YQ==', 'YWI=', 'Yg==', '/w==', 'AAEC');
const setOf = (of: Text) => fc.uniqueArray(of, { minLength: 1, maxLength: 3 });

const scalar: Value = fc.oneof(
  someText.map((S) => ({ S })),
  numeral.map((N) => ({ N })),
  bytes.map((B) => ({ B })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
);
export const set: Value = fc.oneof(
  setOf(fc.constantFrom('a', 'ab', 'b', 'c')).map((SS) => ({ SS })),
  setOf(fc.constantFrom('1', '2', '0.1', '10', '1e-5')).map((NS) => ({ NS })),
  setOf(bytes).map((BS) => ({ BS })),
);
const member = fc.constantFrom('x', 'y', 'name', 'constructor');
export const value: Value = fc.letrec<{ any: Request }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    set,
    fc.array(tie('any'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(member, tie('any'), { maxKeys: 3, noNullPrototype: true }).map((M) => ({ M })),
  ),
})).any;

export const wrongValue: Value = fc.constantFrom<Request[]>(
  { N: 'abc' },
  { N: '' },
  { N: '1e126' },
  { N: '1e-131' },
  { N: '123456789012345678901234567890123456789' },
  { SS: [] },
  { SS: ['a', 'a'] },
  { NS: ['1', '1.0'] },
  { BS: ['YQ==', 'YQ=='] },
  { NULL: false },
  { S: 'a', N: '1' },
  {},
  { L: [{}] },
  { M: { x: { N: 'x' } } },
);
export const mostly = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>, weight = 30) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom });

const attribute = fc.constantFrom('a', 'b', 'n', 'm', 'l', 's', 'name');
export const key: Value = fc.record({
  pk: fc.constantFrom('p', 'q').map((S) => ({ S })),
  sk: fc.constantFrom('1', '2', '10', '-3', '0.5').map((N) => ({ N })),
});
const wrongKey: Value = fc.constantFrom<Request[]>(
  { pk: { S: 'p' } },
  { pk: { S: 'p' }, sk: { S: '1' } },
  { pk: { S: '' }, sk: { N: '1' } },
  { pk: { S: 'p' }, sk: { N: '1' }, a: { S: 'a' } },
  { sk: { N: '1' } },
  {},
);
export const anyKey = mostly(key, wrongKey);
/** `g` and `w` are keys of indexes. */
const indexed: Value = fc.record(
  {
    g: mostly<Request>(
      fc.constantFrom('r', 's').map((S) => ({ S })),
      fc.constantFrom({ N: '1' }, { S: '' }),
      40,
    ),
    w: mostly<Request>(
      fc.constantFrom('1', '2', '3').map((N) => ({ N })),
      fc.constantFrom({ S: 'x' }, { L: [] }),
      40,
    ),
  },
  { requiredKeys: [] },
);
export const item: Value = fc
  .tuple(
    mostly(key, wrongKey, 60),
    indexed,
    fc.dictionary(attribute, mostly(value, wrongValue, 60), { noNullPrototype: true }),
  )
  .map(([address, keys, rest]) => ({ ...rest, ...keys, ...address }));
/** What no check refuses. */
export const soundItem: Value = fc
  .tuple(
    key,
    fc.constantFrom('r', 's'),
    fc.constantFrom('1', '2', '3'),
    fc.dictionary(attribute, value, { noNullPrototype: true }),
  )
  .map(([address, S, N, rest]) => ({ ...rest, g: { S }, w: { N }, ...address }));
