/** What is over a bound says so, at its place; what is at it is read. */
import { analyse } from '@stepthrough/analysis';
import {
  applyOperation,
  graphOf,
  type Json,
  machinesIn,
  parse,
  type Syntax,
  toJson,
  valueOf,
} from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const deep = 'The document nests more than 500 levels deep; a state machine needs far fewer.';

/** Ways to write objects and lists inside each other, and what stands at the level that is too much. */
const nestings: readonly (readonly [
  what: string,
  syntax: Syntax,
  of: (levels: number) => string,
  at: (levels: number) => number,
])[] = [
  ['lists', 'json', (n) => '['.repeat(n) + ']'.repeat(n), (n) => n],
  ['objects', 'json', (n) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`, (n) => n * 5],
  ['lists with a mistake', 'json', (n) => `${'['.repeat(n)},${']'.repeat(n)}`, (n) => n],
  ['lists that are not closed', 'json', (n) => '['.repeat(n), (n) => n],
  ['lists in flow style', 'yaml', (n) => '['.repeat(n) + ']'.repeat(n), (n) => n],
  ['objects in flow style', 'yaml', (n) => `${'{a: '.repeat(n)}1${'}'.repeat(n)}`, (n) => n * 4],
  ['lists in block style', 'yaml', (n) => `${'- '.repeat(n)}x\n`, (n) => n * 2],
  [
    'objects in block style',
    'yaml',
    (n) =>
      `${Array.from({ length: n }, (_, at) => `${' '.repeat(at)}a:\n`).join('')}${' '.repeat(n)}x\n`,
    // The colon tells that an object begins.
    (n) => (n * (n - 1)) / 2 + 3 * n + n + 1,
  ],
];

describe.each(nestings)('%s of %s', (_what, syntax, of, at) => {
  it.each([499, 500])('nest %i levels deep', (levels) => {
    const { root, problems } = parse(of(levels), syntax);
    expect(problems.map(({ message }) => message)).not.toContain(deep);
    expect(root && levelsOf(toJson(root))).toBe(levels);
  });

  it.each([501, 10_000])('do not nest %i levels deep', (levels) => {
    // In block style the indentation alone of 10,000 levels is 50 MB.
    const some = syntax === 'yaml' && of(2).includes('\n ') ? Math.min(levels, 2_000) : levels;
    const document = parse(of(some), syntax);
    expect(document.root).toBeUndefined();
    expect(document.problems.map(({ message }) => message)).toEqual([deep]);
    expect(document.problems[0]?.range.start).toBe(at(500));
    expect(graphOf(document)).toBeUndefined();
    expect(analyse(document).map(({ code }) => code)).toEqual(['doc.syntax']);
    const state = { kind: 'addState', scope: '', name: 'A', type: 'Pass' } as const;
    expect(applyOperation(document, state)).toMatchObject({
      ok: false,
      message: 'The text cannot be read; repair it before states are added.',
    });
  });
});

function levelsOf(value: Json): number {
  let levels = 0;
  let at: Json | undefined = value;
  while (typeof at === 'object' && at !== null) {
    levels += 1;
    at = Object.values<Json>(at)[0];
  }
  return levels;
}

describe('nesting that brackets do not tell', () => {
  it('of members in YAML lists, which have none', () => {
    const of = (levels: number): string => '[a: '.repeat(levels) + ']'.repeat(levels);
    expect(parse(of(250), 'yaml').problems).toEqual([]);
    expect(parse(of(251), 'yaml').problems.map(({ message }) => message)).toEqual([deep]);
  });

  it('of aliases in each other', () => {
    const around = (levels: number, inner: string): string =>
      '['.repeat(levels) + inner + ']'.repeat(levels);
    const of = (levels: number): string =>
      `a: &a ${around(200, '1')}\nb: &b ${around(200, '*a')}\nc: ${around(levels - 401, '*b')}\n`;
    expect(parse(of(500), 'yaml').problems).toEqual([]);
    const [problem, ...others] = parse(of(501), 'yaml').problems;
    expect(problem?.message).toBe(deep);
    expect(others).toEqual([]);
  });

  it('of brackets behind others that close nothing', () => {
    const text = `{"a": ${']'.repeat(20_000)}, "b": ${'['.repeat(20_000)}`;
    expect(parse(text, 'json').problems.at(-1)?.message).toBe(deep);
  });

  it('of states of a large file, which are read one by one', () => {
    const of = (levels: number): string =>
      `StartAt: A\nStates:\n  A:\n    Type: Pass\n    Comment: ${'x'.repeat(10_000)}\n    Result: ${'['.repeat(levels - 3)}${']'.repeat(levels - 3)}\n    End: true\n`;
    expect(parse(of(500), 'yaml').problems).toEqual([]);
    expect(parse(of(501), 'yaml').problems.map(({ message }) => message)).toEqual([deep]);
  });
});

describe('the length of a text', () => {
  const most = 10 * 1_048_576;
  it.each<Syntax>(['json', 'yaml'])('of %s is 10 MB', (syntax) => {
    const of = (length: number): string => `"${'x'.repeat(length - 2)}"`;
    expect(parse(of(most), syntax).problems).toEqual([]);
    const document = parse(of(most + 1), syntax);
    expect(document.root).toBeUndefined();
    expect(document.problems).toEqual([
      {
        message: `The text has ${most + 1} characters and is not read; at most ${most} are.`,
        range: { start: 0, end: 1 },
      },
    ]);
  });
});

const tooMuch =
  /^The aliases expand to more than 50000 nodes; this alias and those after it are not/;

describe('aliases', () => {
  /** A list of so many values, itself included, and an alias to it. */
  const listOf = (size: number): string => `a: &a [${'1,'.repeat(size - 1)}]\nb: *a\n`;

  it.each([49_999, 50_000])('give %i values', (size) => {
    expect(parse(listOf(size), 'yaml').problems).toEqual([]);
  });

  it('give no 50,001 values, and say so at the alias', () => {
    const text = listOf(50_001);
    const { root, problems } = parse(text, 'yaml');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(tooMuch);
    expect(problems[0]?.range).toEqual({ start: text.indexOf('*a'), end: text.indexOf('*a') + 2 });
    expect(root?.kind === 'object' && valueOf(root, 'b')).toBeUndefined();
  });

  it('are counted together, and say it once', () => {
    const text = `a: &a [${'1,'.repeat(29_999)}]\nb: *a\nc: *a\nd: *a\n`;
    const { problems } = parse(text, 'yaml');
    expect(problems.map(({ range }) => text.slice(0, range.start).split('\n').length)).toEqual([3]);
  });

  it('that multiply are given up, wherever they stand', () => {
    const rows = [...'bcdefghij'].map((name, at) => {
      const before = `*${'abcdefghij'[at]}`;
      return `${name}: &${name} {${Array.from({ length: 9 }, (_, key) => `k${key}: ${before}`).join(', ')}}\n`;
    });
    const machine = 'StartAt: A\nStates: {A: {Type: Pass, End: true}}\n';
    const text = `a: &a {k: 1}\n${rows.join('')}${machine}`;
    const document = parse(text, 'yaml');
    expect(document.problems).toHaveLength(1);
    expect(document.problems[0]?.message).toMatch(tooMuch);
    expect(graphOf(document)?.nodes.map(({ id }) => id)).toEqual(['A']);
    expect(analyse(document).map(({ code }) => code)).toContain('doc.syntax');
    const template = `Resources:\n  definition:\n    States: 1\n${text.replaceAll(/^/gm, '  ')}`;
    expect(machinesIn(template, 'yaml', false)).toHaveLength(1);
  });

  it('in merge keys that multiply give each name once', () => {
    const rows = [...'bcdefg'].map((name, at) => {
      const before = `*${'abcdefg'[at]}`;
      return `${name}: &${name} {<<: [${Array(9).fill(before).join(',')}]}\n`;
    });
    const { problems, root } = parse(`a: &a {k: 1}\n${rows.join('')}x: *b\n`, 'yaml');
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(tooMuch)]);
    const b = root?.kind === 'object' ? valueOf(root, 'b') : undefined;
    expect(b && toJson(b)).toEqual({ k: 1 });
  });

  it('mean the last anchor of the name before them, also seen through others', () => {
    const text = 'a: &a 1\nb: &b { x: *a }\nc: &a 2\nd: *b\ne: *a\nf: &a { g: *a }\n';
    const { root, problems } = parse(text, 'yaml');
    expect(root && toJson(root)).toMatchObject({ b: { x: 1 }, d: { x: 1 }, e: 2 });
    expect(problems.map(({ message }) => message)).toEqual([
      'The alias *a stands inside its own anchor.',
    ]);
  });

  it('in merge keys do not replace what stands there, and the first one counts', () => {
    const text = 'a: &a { x: 1, y: 1 }\nb: &b { x: 2, z: 2 }\nc: { <<: [*a, *b], y: 3 }\n';
    const { root } = parse(text, 'yaml');
    expect(root && toJson(root)).toMatchObject({ c: { x: 1, z: 2, y: 3 } });
  });
});

describe('texts that an expression of many ways would be tried on for ever', () => {
  const comments = '/**/'.repeat(200);
  it.each<readonly [what: string, text: string]>([
    ['comments before a bracket', `{"a": [1,${comments}x ]}`],
    ['comments behind a comma in a string', `["a,${comments}x" , ]`],
    ['slashes in a comment', `{"StartAt": "A" ${'//'.repeat(200)} x\n}`],
  ])('%s', (_what, text) => {
    const document = parse(text, 'json');
    expect(analyse(document).length).toBeGreaterThan(0);
    const operation = { kind: 'setField', id: '', path: ['Comment'], value: 'a' } as const;
    expect(applyOperation(document, operation)).toHaveProperty('ok');
    expect(
      applyOperation(document, { ...operation, kind: 'removeField', path: ['a'] }),
    ).toHaveProperty('ok');
  });
});

describe('a value that an operation writes', () => {
  const machine = parse('{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}', 'json');
  const nested = (levels: number): Json => {
    let value: Json = 1;
    for (let level = 0; level < levels; level += 1) value = [value];
    return value;
  };
  const write = (levels: number) =>
    applyOperation(machine, { kind: 'setField', id: 'A', path: ['Result'], value: nested(levels) });

  it('nests with what is around it 500 levels deep', () => {
    expect(write(497).ok).toBe(true);
    expect(write(498)).toMatchObject({
      ok: false,
      message: expect.stringContaining(deep) as string,
    });
  });

  it.each([501, 100_000])('does not nest %i levels deep', (levels) => {
    expect(write(levels)).toEqual({
      ok: false,
      message: 'The value nests more than 500 levels deep.',
    });
  });

  it('may differ in the last item of many lists inside each other', () => {
    const before = `{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": ${'['.repeat(300)}1${']'.repeat(300)}}}}`;
    const value = JSON.parse(`${'['.repeat(300)}2${']'.repeat(300)}`) as Json;
    const set = { kind: 'setField', id: 'A', path: ['Result'], value } as const;
    expect(applyOperation(parse(before, 'json'), set)).toMatchObject({
      ok: true,
      edits: [{ newText: '2' }],
    });
  });

  it.each([50, 51])('with %i changed members changes each, or is written as a whole', (count) => {
    const members = (value: string): string =>
      Array.from({ length: count }, (_, at) => `        "m${at}": ${value}, // ${at}`).join('\n');
    const text = `{\n  "StartAt": "A",\n  "States": {\n    "A": {\n      "Type": "Pass",\n      "Result": {\n${members('1')}\n        "last": 1\n      }\n    }\n  }\n}\n`;
    const value = Object.fromEntries([
      ...Array.from({ length: count }, (_, at) => [`m${at}`, 2] as const),
      ['last', 1],
    ]);
    const outcome = applyOperation(parse(text, 'json'), {
      kind: 'setField',
      id: 'A',
      path: ['Result'],
      value,
    });
    const keepsComments = outcome.ok && outcome.edits.some(({ newText }) => newText.includes('//'));
    expect(keepsComments).toBe(count === 50);
  });
});

describe('expressions', () => {
  const check = (text: string, language: 'JSONata' | 'JSONPath'): readonly string[] => {
    const field =
      language === 'JSONata' ? { Output: `{% ${text} %}` } : { Parameters: { 'a.$': text } };
    const states = { A: { Type: 'Pass', ...field, End: true } };
    const machine = { StartAt: 'A', QueryLanguage: language, States: states };
    return analyse(parse(JSON.stringify(machine), 'json')).map(({ message }) => message);
  };

  it.each([
    ['sums', (n: number) => Array(n).fill('1').join(' + ')],
    ['conditions', (n: number) => `${'true ? '.repeat(n)}1${' : 2'.repeat(n)}`],
    ['conditions one after the other', (n: number) => `${'false ? 1 : '.repeat(n)}2`],
    ['conjunctions', (n: number) => Array(n).fill('$exists($a)').join(' and ')],
    ['functions', (n: number) => `${'function($x){'.repeat(n)}1${'}'.repeat(n)}`],
  ])('of JSONata, %s, are checked or refused, however many', (_what, of) => {
    for (const size of [10, 1_000, 3_000, 30_000]) {
      const messages = check(of(size), 'JSONata');
      expect(messages.filter((each) => /stack/i.test(each))).toEqual([]);
    }
  });

  it('of JSONPath nest filters and lists 100 deep', () => {
    const filters = (n: number): string => `${'$[?('.repeat(n)}@.a${')]'.repeat(n)}`;
    expect(check(filters(100), 'JSONPath')).toEqual([]);
    expect(check(filters(101), 'JSONPath').join()).toContain('The filter is nested too deep.');
    expect(check(filters(20_000), 'JSONPath').join()).toContain('The filter is nested too deep.');
    const lists = `$[?(@.a in ${'['.repeat(20_000)})]`;
    expect(check(lists, 'JSONPath').join()).toContain('The filter is nested too deep.');
  });
});
