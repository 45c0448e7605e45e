/** Hostile expressions in every language that an evaluation reads. */
import {
  compileIntrinsic,
  compilePath,
  compileRegularExpression,
  compileTemplate,
  LimitReached,
  matchesIn,
  type TemplateScope,
  Wildcard,
  Work,
} from '@stepthrough/expressions';
import { matchesPattern, patternProblem } from '@stepthrough/scenario';
import { evaluateTemplate } from '@stepthrough/simulator';
import type { Case } from '../campaign.ts';
import { dataOf, regularExpressionOf, textFor, textOf } from '../fragments.ts';
import type { Random } from '../random.ts';
import { said } from '../said.ts';

export const runCase: Case = async (random, tell) => {
  await random.pick(languages)(random, tell);
};

const languages: readonly Case[] = [
  jsonata,
  path,
  intrinsic,
  template,
  regularExpression,
  wildcard,
  pattern,
];

const jsonataFragments = [
  ...[
    '$states.input.',
    '$states.input.items',
    'items',
    '[n > 2]',
    '.n',
    '.',
    '**',
    '*',
    '%',
    '^(n)',
    '$',
    '$$',
  ],
  ...[
    '$map(',
    '$filter(',
    '$reduce(',
    '$sort(',
    '$join(',
    '$string(',
    '$count(',
    '$distinct(',
    '$zip(',
    '$pad(',
  ],
  ...[
    'function($x) { ',
    '$x',
    ' }',
    '$f := function($n) { $f($n + 1) };',
    '$f(',
    ')',
    '(',
    ',',
    '[1..',
    '100000',
    ']',
  ],
  ...[
    '[',
    '{',
    '}',
    '"k": ',
    ' & ',
    ' + ',
    ' ~> ',
    '$formatNumber(1e300, "',
    '#0.0',
    '")',
    '$fromMillis(0, "[Y9999999]")',
  ],
  ...[
    '$replace($states.input.s, /',
    '(a+)+',
    '/, "")',
    '$match($states.input.s, /',
    '/)',
    '$eval("1")',
    '$parse("',
    '"',
  ],
  ...[
    '$range(0, 1e6, 1)',
    '$partition(',
    '$shuffle(',
    '$merge(',
    '$spread(',
    '$append(',
    '|$|{"a": 1}|',
    '? 1 : 2',
    ';',
    '1',
  ],
];

async function jsonata(random: Random, tell: (about: string) => void): Promise<void> {
  const text = random.chance(0.3)
    ? `$${random.pick(['match', 'contains', 'split'])}($states.input.s, /${regularExpressionOf(random)}/)`
    : textOf(jsonataFragments, random);
  tell(`JSONata ${text}`);
  const outcome = await evaluateTemplate({
    template: `{% ${text} %}`,
    field: 'Output',
    states: { input: dataOf(random) },
    variables: { x: 1 },
    now: 0,
    seed: 'fuzz',
  });
  if (!outcome.ok) said.push(outcome.cause);
}

const pathFragments = [
  ...[
    '$',
    '.a',
    '.items',
    '[*]',
    '..',
    '..*',
    '.*',
    '[0]',
    '[-1]',
    '[0,1]',
    "['a','items']",
    '[1:3]',
    '[?(',
  ],
  ...[
    '@.n',
    '@',
    '$.items',
    ' == ',
    ' > ',
    ' in ',
    ' =~ ',
    '/(a+)+$/i',
    '[1,2]',
    ' && ',
    ' || ',
    '!',
    '(',
    ')',
    ')]',
    "'i1'",
  ],
  ...[
    '.n',
    '.name',
    '.length()',
    '[(@.length-1)]',
    '$$',
    '$x',
    '.__proto__',
    '.constructor',
    'size',
    'subsetof',
    '1e999',
  ],
];

function path(random: Random, tell: (about: string) => void): Promise<void> {
  const text = random.chance(0.3)
    ? `$.items[?(@.name =~ /${regularExpressionOf(random)}/)]..[*]`
    : `$${textOf(pathFragments, random)}`;
  tell(`JSONPath ${text}`);
  const compiled = compilePath(text);
  if (!compiled.ok) return done();
  limited(() => compiled.value.evaluate(scopeOf(random)));
  return done();
}

const intrinsicFragments = [
  ...[
    'States.Format(',
    "'{}{}{}'",
    'States.Array(',
    'States.JsonToString(',
    'States.StringToJson(',
    'States.ArrayUnique(',
  ],
  ...[
    'States.ArrayRange(0, 999, 1)',
    'States.ArrayPartition(',
    'States.ArrayContains(',
    'States.JsonMerge(',
    'States.Hash(',
  ],
  ...[
    '$.items',
    '$.a',
    '$..*',
    '$',
    '$.s',
    ', ',
    ')',
    ')',
    "'x'",
    '5',
    'null',
    'false',
    "'SHA-256'",
    'States.MathAdd(',
    'States.StringSplit(',
  ],
];

function intrinsic(random: Random, tell: (about: string) => void): Promise<void> {
  const text = `States.Array(${textOf(intrinsicFragments, random)})`;
  tell(`intrinsic ${text}`);
  const compiled = compileIntrinsic(text);
  if (!compiled.ok) return done();
  const outcome = compiled.value.evaluate(scopeOf(random));
  if (!outcome.ok) said.push(outcome.cause);
  return done();
}

function template(random: Random, tell: (about: string) => void): Promise<void> {
  const fields = Object.fromEntries(
    Array.from({ length: random.pick([1, 5, 300]) }, (_, n) => [
      random.pick([`f${n}.$`, `__proto__.$`, `constructor.$`]),
      random.pick([
        `$${textOf(pathFragments, random)}`,
        `States.JsonToString($${random.pick(['', '.items', '..*'])})`,
      ]),
    ]),
  );
  tell(`template ${JSON.stringify(fields)}`);
  const compiled = compileTemplate(fields);
  if (!compiled.ok) return done();
  const outcome = compiled.value.evaluate(scopeOf(random));
  if (!outcome.ok) said.push(outcome.cause);
  return done();
}

function regularExpression(random: Random, tell: (about: string) => void): Promise<void> {
  const [source, text] = [regularExpressionOf(random), textFor(random)];
  tell(`regular expression ${source} over ${text.length} characters`);
  const options = { ignoreCase: random.chance(0.3), dotAll: random.chance(0.3) };
  limited(() => [...matchesIn(compileRegularExpression(source, options), text, new Work())].length);
  return done();
}

function wildcard(random: Random, tell: (about: string) => void): Promise<void> {
  const source = textOf(['*', '?', 'a', 'aa', '**', '\\*', 'b', '\\'], random);
  tell(`wildcard ${source}`);
  const one = random.chance(0.5);
  new Wildcard(source, { one, ...(random.chance(0.5) ? { escape: '\\' } : {}) }).matches(
    textFor(random),
  );
  return done();
}

function pattern(random: Random, tell: (about: string) => void): Promise<void> {
  const rule = (depth: number): unknown => {
    const leaf = random.pick([
      [{ wildcard: `*${'a*'.repeat(random.below(50))}b` }],
      [{ 'anything-but': { wildcard: ['*a*', 'b'] } }],
      [{ prefix: 'a' }, { exists: false }, 1, null],
      [{ numeric: ['>', 1, '<', 5] }, { cidr: '10.0.0.0/8' }],
      Array.from({ length: random.pick([1, 1000]) }, (_, n) => n),
    ]);
    if (depth === 0) return leaf;
    return Object.fromEntries(
      ['items', 'a', 'name', 's', '__proto__', 'constructor', '$or']
        .filter(() => random.chance(0.4))
        .map((name) => [
          name,
          name === '$or' ? [rule(depth - 1), rule(depth - 1)] : rule(depth - 1),
        ]),
    );
  };
  const made = rule(random.below(4)) as Parameters<typeof matchesPattern>[0];
  tell(`pattern ${JSON.stringify(made)}`);
  if (patternProblem(made) !== undefined) return done();
  limited(() => matchesPattern(made, dataOf(random)));
  return done();
}

function scopeOf(random: Random): TemplateScope {
  return { input: dataOf(random), context: {}, variables: { x: [1, 2] }, random: () => 0.5 };
}

/** A limit, or an expression that is none, is an answer. */
function limited(evaluate: () => unknown): void {
  try {
    evaluate();
  } catch (error) {
    if (!(error instanceof LimitReached || error instanceof SyntaxError)) throw error;
    said.push(error.message);
  }
}

function done(): Promise<void> {
  return Promise.resolve();
}
