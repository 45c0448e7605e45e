import type { Json } from '@stepthrough/asl';
import { evaluateTemplate } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';

async function evaluate(expression: string, input: Json = {}, variables = {}): Promise<Json> {
  const outcome = await evaluateTemplate({
    template: { before: '{% 1 %}', here: `{% ${expression} %}` },
    field: 'Output',
    states: { input },
    variables,
    now: 1_000,
    seed: 'test',
  });
  if (!outcome.ok) return outcome.cause;
  return (outcome.value as { readonly here: Json }).here;
}

const time = 'Expression evaluation timeout: Check for infinite loop';
const memory = 'Expression evaluation memory limit exceeded: Check for excessive memory usage';
const either = ': Check for ';
const text = 'a'.repeat(45);

describe('an expression that a user wrote', () => {
  it.each<[string, string]>([
    [`$match('${text}!', /^(a+)+$/)`, time],
    [`$contains('${text}!', /^(a|aa|aaa)+$/)`, time],
    [`$replace('${text}!', /(a*)*b/, '')`, time],
    [`$split('${text}!', /(a*)*b/)`, time],
    ['$pad("", 1000000000000)', memory],
    ['$map([1..800000], function($x) { $map([1..10], function($y) { $x }) })', time],
    ['($f := function($n) { $f($n + 1) }; $f(0))', time],
    ['[1..9000000]', memory],
    // Whichever a machine comes to first.
    ['$count([1..3000].([1..3000]))', either],
    [
      '($s := "aaaaaaaaaaaaaaaa"; $d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $length($d($s, 40)))',
      memory,
    ],
  ])(
    'ends with a limit in the words of AWS, and names its field: %s',
    async (expression, words) => {
      const cause = await evaluate(expression);
      expect(cause).toContain(words);
      expect(cause).toContain("specified for the field 'Output/here'");
    },
  );

  it('that fills the memory ends, and the next one has all of it', async () => {
    const doubling = `($a := [1..300000]; ${'$a := [$a, $a];'.repeat(20)} $count($a))`;
    const said = await evaluate(doubling);
    expect([memory, time].some((words) => String(said).includes(words))).toBe(true);
    expect(await evaluate('$sum($map([1..3], function($x) { $x * 2 }))')).toBe(12);
  });

  it('has the values of its variables, and the same random numbers wherever it is evaluated', async () => {
    const variables = { rate: 2, unused: 'x'.repeat(1000) };
    const mapped = '$map($states.input.n, function($x) { $x * $rate })';
    expect(await evaluate(mapped, { n: [1, 2] }, variables)).toEqual([2, 4]);
    expect(await evaluate('[$random(), $uuid(), $millis()]')).toEqual(
      await evaluate('$map([1], function() { [$random(), $uuid(), $millis()] })'),
    );
  });

  it('gives the same whether or not it takes more than a moment', async () => {
    const input = { n: Array.from({ length: 26_000 }, (_, n) => ({ n })) };
    expect(await evaluate('$count($states.input.n[n > 10])', input)).toBe(25_989);
    expect(await evaluate('$states.input.n[n > 25998].{"m": n}', input)).toEqual({ m: 25_999 });
  });

  it('leaves the thread of the run free meanwhile', async () => {
    let turns = 0;
    const turn = setInterval(() => (turns += 1), 20);
    await evaluate(`$match('${text}!', /^(a+)+$/)`);
    clearInterval(turn);
    expect(turns).toBeGreaterThan(3);
  });

  it('is one of several that are asked at once', async () => {
    const all = [1, 2, 3].map((n) => evaluate(`$sum($map([1..${n}], function($x) { $x }))`));
    expect(await Promise.all(all)).toEqual([1, 3, 6]);
  });
});
