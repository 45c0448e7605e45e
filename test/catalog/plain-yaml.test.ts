/** What is written without quotes is read as the same text, by YAML 1.2 and 1.1, wherever it stands. */
import { isPlainYaml } from '@stepthrough/catalog';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const plain = [
  ...['a', 'Order', 'ship it', 'a-b', 'a_b', 'a.b', 'a/b', '$.order.id', '$$.Task.Token', '(a)'],
  ...[
    'a:b',
    'arn:aws:sqs:eu-west-1:123456789012:q',
    'a#b',
    "it's",
    'say "so"',
    'a?',
    'a!',
    'a*b&c',
  ],
  ...['Bestellung prüfen', '注文', 'y2', 'yes!', 'nothing', 'Nullable', 'trueish', 'offer', 'one'],
  ...[
    '1a',
    '2nd',
    '0xg',
    '0o8',
    '0b2',
    '1.2.3',
    '1-2',
    '20-01-01',
    '2001-01',
    '1:60',
    '1:2:',
    '_1',
  ].filter((each) => !each.endsWith(':')),
  ...['.a', '..', 'inf', 'nan', '.infinite', '+a', '1e', '1e5x', 'e5x', '==', '<', '<<a', '~a'],
];

const quoted = [
  ...[
    '',
    ' a',
    'a ',
    '\ta',
    'a\t',
    'a\nb',
    'a\tb',
    'a\r',
    'a\u0085b',
    'a\u2028b',
    '\ufeffa',
    'a\u0007',
  ],
  ...['null', 'Null', 'NULL', '~', 'true', 'True', 'FALSE', 'yes', 'Yes', 'no', 'NO', 'on', 'off'],
  ...['y', 'Y', 'n', 'N', '=', '<<', '...', '...a'],
  ...[
    '0',
    '1',
    '-1',
    '+1',
    '007',
    '1_000',
    '1.5',
    '.5',
    '5.',
    '-.5',
    '1e5',
    '1.5E-3',
    '123456789012',
  ],
  ...['0x1F', '0XaB', '0o17', '0b101', '1:30', '190:20:30', '1:30:00.5', '.inf', '-.INF', '.NaN'],
  ...['2001-12-14', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43'],
  ...['- a', '-a', '-', '? a', '?', ': a', ':a', ',a', '[a', ']a', '{a', '}a', '#a', '&a', '*a'],
  ...['!a', '|', '|a', '>', '>a', "'a", '"a', '%a', '@a', '`a', '---'],
  ...[
    'a: b',
    'a:',
    'a:\tb',
    'a #b',
    'a\t#b',
    'a,b',
    'a[0]',
    'a]',
    'a{b',
    'a}',
    '{% $x %}',
    '${Name}',
  ],
];

/** A text in each of the places in which it may stand. */
function readingsOf(text: string): readonly unknown[] {
  const places = [`a: ${text}\n`, `- ${text}\n`, `[${text}]`, `[ ${text} , 1 ]`, `{ a: ${text} }`];
  const keys = [`${text}: 1\n`, `{ ${text}: 1 }`];
  return (['1.1', '1.2'] as const).flatMap((version) => [
    ...places.map((place) => Object.values(parse(place, { version }) as object)[0] as unknown),
    ...keys.map((place) => Object.keys(parse(place, { version }) as object)[0]),
  ]);
}

describe('plain in YAML', () => {
  it.each(plain)('is %j', (text) => {
    expect(isPlainYaml(text)).toBe(true);
    expect(new Set(readingsOf(text))).toEqual(new Set([text]));
  });

  it.each(quoted)('is not %j', (text) => {
    expect(isPlainYaml(text)).toBe(false);
  });

  it('is no text of three of these characters that is read as another', () => {
    const alphabet = [...'aye059.:-+_#,[]&!\'"?=<~ x'];
    const texts = alphabet
      .flatMap((one) => ['', ...alphabet].map((two) => one + two))
      .flatMap((start) => ['', ...alphabet].map((three) => start + three))
      .filter(isPlainYaml);
    expect(texts.length).toBeGreaterThan(500);
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(texts.map((text) => `- ${text}\n`).join(''), { version })).toEqual(texts);
      expect(parse(`[${texts.join(',')}]`, { version })).toEqual(texts);
    }
  });
});
