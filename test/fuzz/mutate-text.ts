/** Texts with a few things wrong in them, as typing, merging and truncating leave them. */
import type { Random } from './random.ts';

export function mutateText(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const at = random.below(result.length + 1);
    const end = Math.min(result.length, at + random.below(random.pick([3, 30, 300])));
    result = random.pick(mutations)(result, at, end, random);
  }
  return result;
}

type Mutation = (text: string, at: number, end: number, random: Random) => string;

const mutations: readonly Mutation[] = [
  (text, at, end) => text.slice(0, at) + text.slice(end),
  (text, at, end) => text.slice(0, end) + text.slice(at),
  (text, at, _end, random) => text.slice(0, at) + random.pick(odd) + text.slice(at),
  (text, at, end, random) => text.slice(0, at) + random.pick(odd) + text.slice(end),
  (text, at, end, random) => {
    const from = random.below(text.length + 1);
    return text.slice(0, at) + text.slice(from, from + end - at) + text.slice(end);
  },
  (text, at) => text.slice(0, at),
  (text, at, end, random) =>
    text.slice(0, at) + text.slice(at, end).repeat(2 + random.below(60)) + text.slice(end),
  (text, _at, _end, random) => {
    const lines = text.split('\n');
    const [one, other] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
    return lines.join('\n');
  },
  (text, _at, _end, random) => {
    const lines = text.split('\n');
    const line = random.below(lines.length);
    lines[line] = `${random.pick(['  ', '\t', '- ', '# '])}${lines[line] ?? ''}`;
    return lines.join('\n');
  },
  (text, _at, _end, random) => {
    const words = text.match(/[\w$.]+/g) ?? [];
    if (words.length === 0) return text;
    return text.replace(random.pick(words), random.pick(['__proto__', 'constructor', ...words]));
  },
];

const odd: readonly string[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '\n',
    '&a ',
    '*a',
    '<<: *a',
    '${',
    '${x}',
    '{% ',
    ' %}',
    '|-\n',
    '// ',
    '/* ',
    '\\\\',
    '#',
    '>-\n',
    '---\n',
    '$$',
    '$.a[',
    '.$',
    'States.',
    '"Next":',
    '"States":',
    '"Type": "Map"',
  ],
  ...[
    '\u0000',
    '\ufeff',
    '\ud800',
    '💥',
    '1e999',
    '-0',
    'null',
    '~',
    '!Sub ',
    '!!binary x',
    '? ',
    '__proto__',
    '999999999999999999',
  ],
  ...[
    '/dev/zero',
    '../../../etc/passwd',
    '{{ input }}',
    '365d',
    '99999999d',
    '-1s',
    '$..*',
    '(a+)+$',
    '#foreach($i in [1..99999999])',
  ],
];
