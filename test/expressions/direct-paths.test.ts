import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { evaluateJsonata } from '@stepthrough/expressions';

const names = ['a', 'b', 'c'];
const name = fc.constantFrom(...names);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', maxDepth: 5 },
    fc.constantFrom<unknown>(null, true, false, 0, 1, 2.5, 'x', '', 'true'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(name, tie('json'), { minKeys: 1, maxKeys: 3 }),
  ),
}));

const path = fc
  .tuple(fc.constantFrom('$states.input', '$v', '$none'), fc.array(name, { maxLength: 3 }))
  .map(([root, members]) => [root, ...members].join('.'));
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { arbitrary: path, weight: 4 },
    fc.constantFrom('1', '"x"', 'null', 'true', '[]', '$states.input.a[0]', '$v.a[b=1].c', '$.a'),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '=', '<', '&', 'and', 'in'), tie('expression'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(fc.constantFrom('$sum', '$count', '$exists', '$string', '$keys'), tie('expression'))
      .map(([call, argument]) => `${call}(${argument})`),
    tie('expression').map((value) => `{"k": ${value}, "l": [${value}]}`),
    fc.tuple(path, path).map(([list, other]) => `${list}[a = ${other}]`),
    fc.tuple(path, tie('expression')).map(([list, value]) => `${list}.{"k": ${value}}`),
    tie('expression').map((value) => `($v := {"a": 7}; ${value})`),
    tie('expression').map((value) => `(function($v) { ${value} })(1)`),
  ),
}));

/** What the library alone makes of it, as the field would have it. */
async function plainly(text: string, ...data: readonly unknown[]): Promise<unknown> {
  // The library writes into data.
  const [input, v] = structuredClone(data);
  try {
    const result: unknown = await jsonata(text).evaluate(undefined, { states: { input }, v });
    return result === undefined ? 'nothing' : JSON.parse(JSON.stringify(result));
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}

describe('a path walked without the library', () => {
  it('has the value that the library gives, in every expression', async () => {
    let direct = 0;
    await fc.assert(
      fc.asyncProperty(expression, json, json, async (text, input, v) => {
        freeze([input, v]);
        const bindings = { now: 0, random: () => 0.5, variables: { v: v as never } };
        const states = { input: input as never };
        const outcome = await evaluateJsonata(`{% ${text} %}`, 'Output', { ...bindings, states });
        const expected = await plainly(text, input, v);
        if (outcome.ok) {
          direct += 1;
          expect(JSON.parse(JSON.stringify(outcome.value))).toEqual(expected);
        } else if (expected === 'nothing') {
          expect(outcome.cause).toMatch(/returned nothing/);
        } else {
          expect(outcome.cause).toContain(String(expected));
        }
      }),
      { numRuns: 2_000 },
    );
    expect(direct).toBeGreaterThan(500);
  });

  it.each([
    ['{% $states.input.list %}', [1]],
    ['{% $states.input.empty %}', []],
    ['{% $states.input.nothing %}', null],
    ['{% $v.deep.er & "!" %}', 'x!'],
    ['{% ($v := {"deep": {"er": "y"}}; $v.deep.er) %}', 'y'],
    ['{% $map([1], function($v) { $v.deep }) %}', undefined],
  ])('%s', async (template, value) => {
    const outcome = await evaluateJsonata(template, 'Output', {
      states: { input: { list: [1], empty: [], nothing: null } },
      variables: { v: { deep: { er: 'x' } } },
      now: 0,
      random: () => 0.5,
    });
    expect(outcome.ok ? outcome.value : undefined).toEqual(value);
  });
});
