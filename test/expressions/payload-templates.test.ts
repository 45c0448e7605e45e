/** Payload templates: what is evaluated, what is shared as it is, what they refuse, and how each failure is told. */
import { compileTemplate, JsonataTemplates } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

const scope = {
  input: { n: 1, list: ['a', 'b'], inner: { deep: true } },
  context: { Execution: { Id: 'e' } },
  variables: { who: 'Kim' },
  random: () => 0,
};

function filled(template: Json): unknown {
  const compiled = compileTemplate(template);
  if (!compiled.ok) return { refused: compiled.message, at: compiled.index };
  const outcome = compiled.value.evaluate(scope);
  return outcome.ok ? outcome.value : { failed: outcome.error, cause: outcome.cause };
}

describe('a payload template', () => {
  it.each<readonly [what: string, template: Json, value: unknown]>([
    ['a member by a path', { 'a.$': '$.n' }, { a: 1 }],
    ['by the context object', { 'a.$': '$$.Execution.Id' }, { a: 'e' }],
    ['by a variable', { 'a.$': '$who' }, { a: 'Kim' }],
    ['by a function', { 'a.$': "States.Format('{}', $.n)" }, { a: '1' }],
    ['beside others, in their order', { b: 2, 'a.$': '$.n', c: null }, { b: 2, a: 1, c: null }],
    ['inside objects and lists', { x: [{ 'y.$': '$.n' }, 2, null] }, { x: [{ y: 1 }, 2, null] }],
    ['in the second of two', [1, { 'y.$': '$.n' }], [1, { y: 1 }]],
    ['a name that ends so twice', { 'a.$.$': '$.n' }, { 'a.$': 1 }],
    ['a text that looks like a path is none', { a: '$.n' }, { a: '$.n' }],
    ['an item past a list, as null', { 'a.$': '$.list[2]' }, { a: null }],
    ['an item below its end, as it is', { 'a.$': '$.list[1]' }, { a: 'b' }],
  ])('fills in %s', (_what, template, value) => {
    expect(filled(template)).toEqual(value);
  });

  it.each<Json>([{ a: 1, b: [2, { c: null }] }, [], {}, 'text', 5, null, [[1], [2]]])(
    'without anything to evaluate is shared: %j',
    (template) => {
      const compiled = compileTemplate(template);
      const outcome = compiled.ok && compiled.value.evaluate(scope);
      expect(outcome && outcome.ok && outcome.value === template).toBe(true);
    },
  );

  it('shares the parts that have nothing to evaluate', () => {
    const [shared, list] = [{ x: { y: 1 } }, [1, [2]]];
    const value = filled({ shared, list, 'a.$': '$.n' }) as { shared: Json; list: Json };
    expect(value.shared).toBe(shared);
    expect(value.list).toBe(list);
  });

  it.each<readonly [what: string, template: Json, message: RegExp, at: number]>([
    [
      'a number for a path',
      { 'a.$': 5 },
      /^The value of "a\.\$" must be a JSONPath or a States function, in quotes\.$/,
      0,
    ],
    ['an object for a path', { x: [{ 'a.$': {} }] }, /^The value of "a\.\$" must be/, 0],
    ['a path that is none', { 'a.$': '$.' }, /./, 2],
    ['a function that is none', { 'a.$': 'States.Nope()' }, /There is no intrinsic function/, 0],
    ['a function half written', { 'a.$': 'States.Array(1' }, /not closed/, 14],
  ])('is refused with %s', (_what, template, message, at) => {
    expect(filled(template)).toEqual({ refused: expect.stringMatching(message) as string, at });
  });

  it.each<readonly [what: string, template: Json, cause: string]>([
    [
      'a path into the input',
      { 'a.$': '$.nope' },
      `The JSONPath '$.nope' specified for the field 'a.$' could not be found in the input '${JSON.stringify(scope.input)}'`,
    ],
    [
      'a path into the context object',
      { 'a.$': '$$.Nope' },
      `The JSONPath '$$.Nope' specified for the field 'a.$' could not be found in the input '${JSON.stringify(scope.context)}'`,
    ],
    [
      'a function',
      { 'a.$': 'States.ArrayGetItem($.list, 9)' },
      "The function 'States.ArrayGetItem($.list, 9)' had the following error: ",
    ],
  ])('fails by %s', (_what, template, cause) => {
    expect(filled(template)).toEqual({
      failed: 'States.Runtime',
      cause: expect.stringContaining(cause) as string,
    });
  });
});

describe('a plan of JSONata', () => {
  const plan = (template: Json) => new JsonataTemplates().planOf(template);

  it('is made once for an object and a list, by itself for each reader', () => {
    const templates = new JsonataTemplates();
    for (const template of [{ a: '{% 1 %}' }, ['{% 1 %}']]) {
      expect(templates.planOf(template)).toBe(templates.planOf(template));
      expect(templates.planOf(template)).not.toBe(plan(template));
      expect(templates.planOf(template)).not.toBe(templates.planOf(structuredClone(template)));
    }
  });

  it.each<Json>([null, 5, true, 'plain', { a: [1] }, []])('of %j has no leaves', (template) => {
    const { leaves, build } = plan(template);
    expect(leaves).toEqual([]);
    expect(build([])).toBe(template);
  });

  it('has its leaves by their places, and builds with their values', () => {
    const template = { a: '{% 1 %}', b: [2, '{% 3 %}', { c: '{% 4 %}' }], d: { e: 5 } };
    const { leaves, build } = plan(template);
    expect(leaves.map(({ place }) => place)).toEqual(['/a', '/b[1]', '/b[2]/c']);
    expect(leaves.map(({ text }) => text.trim())).toEqual(['1', '3', '4']);
    const built = build(['x', 'y', null]) as typeof template;
    expect(built).toEqual({ a: 'x', b: [2, 'y', { c: null }], d: { e: 5 } });
    expect(built.d).toBe(template.d);
    expect(build([])).toEqual({ a: null, b: [2, null, { c: null }], d: { e: 5 } });
  });

  it.each<readonly [template: Json, asks: boolean]>([
    ['{% $uuid() %}', true],
    [{ a: '{% 1 %}', b: '{% $random() %}' }, true],
    [{ a: '{% 1 %}' }, false],
    [{}, false],
  ])('of %j asks for circumstances: %j', (template, asks) => {
    expect(plan(template).asksCircumstances).toBe(asks);
  });

  it.each<readonly [template: Json, writes: boolean]>([
    ['{% $states.input.a[] %}', true],
    ['{% $states.input.list{"a": b} %}', true],
    ['{% $states.input.a %}', false],
    ['{% $states.input. %}', false],
  ])('of %j writes into data: %j', (template, writes) => {
    expect(plan(template).leaves.map((leaf) => leaf.writes)).toEqual([writes]);
  });

  it('reads directly where nothing is written and the expression can be read', () => {
    const direct = (text: string) => plan(text).leaves[0]?.direct !== undefined;
    expect(direct('{% $states.input.a %}')).toBe(true);
    expect(direct('{% $states.input.a. %}')).toBe(false);
    expect(direct('{% $states.input.a[] %}')).toBe(false);
  });
});
