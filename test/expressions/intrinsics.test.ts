import { describe, expect, it } from 'vitest';
import { compileIntrinsic, compileTemplate } from '@stepthrough/expressions';

const scope = {
  input: { n: 1.5, list: [1, 2, 2], text: 'a-b', object: { x: 1, y: [] } },
  context: { Execution: { Id: 'e' } },
  variables: { who: 'Kim' },
  random: () => 0.5,
};

describe('intrinsic functions', () => {
  it.each<[string, unknown]>([
    ["States.Format('{} has \\{{}\\}', $who, $.n)", 'Kim has {1.5}'],
    ["States.Format('{}', $.object)", '{x=1, y=[]}'],
    ['States.StringToJson(\'{"a": 1}\')', { a: 1 }],
    ["States.StringToJson('')", null],
    ['States.JsonToString($.object)', '{"x":1,"y":[]}'],
    ['States.Array()', []],
    ['States.ArrayPartition($.list, 2)', [[1, 2], [2]]],
    ['States.ArrayContains($.list, 2)', true],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayGetItem($.list, 0)', 1],
    ['States.ArrayLength($.list)', 3],
    ['States.ArrayUnique($.list)', [1, 2]],
    // AWS gives the order of a Java HashSet.
    ["States.ArrayUnique(States.Array(true, false, 'b', 'a'))", ['a', 'b', false, true]],
    [
      "States.ArrayUnique(States.StringToJson('[[1,2],[2,1],[1,2]]'))",
      [
        [2, 1],
        [1, 2],
      ],
    ],
    ["States.ArrayUnique(States.Array(null, 1, '1', '01', null))", [null, 1, '1', '01']],
    ["States.Base64Encode('grün')", 'Z3LDvG4='],
    ["States.Base64Decode('Z3LDvG4=')", 'grün'],
    ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['States.JsonMerge($.object, States.StringToJson(\'{"x":2}\'), false)', { x: 2, y: [] }],
    ['States.JsonMerge($.object, $.object, null)', { x: 1, y: [] }],
    // MathAdd rounds half up; the other functions cut fractions off.
    ['States.MathAdd($.n, -1.5)', 1],
    ['States.ArrayPartition($.list, 2.6)', [[1, 2], [2]]],
    ['States.ArrayRange(5.4, -0.6, -2.4)', [5, 3, 1]],
    ['States.ArrayRange(5, 1, 1)', []],
    ["States.StringSplit(',,a,', ',')", ['a']],
    ['States.MathRandom(1, 10)', 5],
    ["States.StringSplit('1.2-3', '.-')", ['1', '2', '3']],
    ["States.ArrayGetItem(States.StringSplit($.text, '-'), States.MathAdd(0, 1))", 'b'],
    ['States.UUID()', '88888888-8888-4888-8888-888888888888'],
  ])('%s', (text, value) => {
    const call = compileIntrinsic(text);
    if (!call.ok) throw new Error(call.message);
    expect(call.value.evaluate(scope)).toEqual({ ok: true, value });
  });

  it.each([
    ['States.Nope()', 0, 'There is no intrinsic function States.Nope'],
    ["States.Format('{}", 14, 'The text is not closed'],
    ['States.ArrayLength()', 0, 'States.ArrayLength takes 1 argument, not 0'],
    ['States.ArrayLength($.list', 25, 'The arguments are not closed'],
    ["States.Format('\\n')", 15, 'Only \\'],
    ['States.ArrayLength($.a) x', 24, 'nothing may follow it'],
  ])('%s is refused at its character', (text, index, message) => {
    const call = compileIntrinsic(text);
    expect(call).toMatchObject({ ok: false, index });
    expect(!call.ok && call.message).toContain(message);
  });

  it.each([
    ['States.ArrayLength($.text)', 'Invalid arguments in States.ArrayLength'],
    ['States.ArrayGetItem($.list, 3)', 'Invalid arguments in States.ArrayGetItem'],
    ['States.ArrayPartition($.list, 0.6)', 'Invalid arguments in States.ArrayPartition'],
    ['States.ArrayRange(1, 1001, 1)', 'Invalid arguments in States.ArrayRange'],
    ["States.Hash('a', 'CRC')", 'Invalid arguments in States.Hash'],
    ['States.JsonMerge($.object, $.object, true)', 'Invalid arguments in States.JsonMerge'],
    ['States.MathAdd(2147483647, 1)', 'Invalid arguments in States.MathAdd'],
    ['States.MathRandom(1, 1)', 'Invalid arguments in States.MathRandom'],
    ["States.StringToJson('{')", 'Invalid arguments in States.StringToJson'],
    [
      "States.Format('{}', 1, 2)",
      'Invalid arguments in States.Format: number of arguments do not match the occurrences of {}',
    ],
    ["States.Format('{')", "Invalid template in States.Format: matching '}' not found for '{'"],
    [
      "States.Format('{}', States.Array($.a.b))",
      `The JsonPath argument for the field '$.a.b' could not be found in the input '${JSON.stringify(scope.input)}'`,
    ],
    [
      'States.Array($$.No)',
      `The JsonPath argument for the field '$.No' could not be found in the input '${JSON.stringify(scope.input)}'`,
    ],
    ['States.Array($.list[9])', "The JsonPath argument for the field '$.list[9]'"],
    ['States.Array($.n[0])', 'Filter: [0] can only be applied to arrays. Current context is: 1.5'],
  ])('%s fails the state', (text, problem) => {
    const call = compileIntrinsic(text);
    const outcome = call.ok && call.value.evaluate(scope);
    expect(outcome).toMatchObject({ ok: false, error: 'States.Runtime' });
    expect(outcome && !outcome.ok && outcome.cause).toContain(
      `The function '${text}' had the following error: ${problem}`,
    );
  });

  it('takes a seed as java.util.Random does', () => {
    const call = compileIntrinsic('States.MathRandom(0, 1000, 42)');
    expect(call.ok && call.value.evaluate(scope)).toEqual({ ok: true, value: 727 });
  });
});

describe('payload templates', () => {
  it('evaluate the members whose names end in .$ and keep the rest', () => {
    const template = compileTemplate({
      'a.$': '$.n',
      'b.$': "States.Format('{}', $$.Execution.Id)",
      deep: [{ 'c.$': '$who' }, 1],
      plain: { d: '$.n' },
    });
    expect(template.ok && template.value.evaluate(scope)).toEqual({
      ok: true,
      value: { a: 1.5, b: 'e', deep: [{ c: 'Kim' }, 1], plain: { d: '$.n' } },
    });
  });

  it('give null for an index after the end of an array', () => {
    const template = compileTemplate({ 'x.$': '$.list[9]' });
    expect(template.ok && template.value.evaluate(scope)).toEqual({ ok: true, value: { x: null } });
  });

  it("tell a path that finds nothing in AWS's words", () => {
    const template = compileTemplate({ value: { 'x.$': '$.no' } });
    expect(template.ok && template.value.evaluate({ ...scope, input: {} })).toEqual({
      ok: false,
      error: 'States.Runtime',
      cause:
        "The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{}'",
    });
  });
});
