/** Which JSONata expressions are sure to take little time and room, whatever the data. */
import { evaluateBriefly } from '@stepthrough/expressions';
import { describe, expect, it } from 'vitest';

describe('an expression in JSONata', () => {
  const isBrief = (expression: string): boolean => {
    const bindings = { states: { input: {} }, variables: {}, now: 0, random: () => 0 };
    return evaluateBriefly(`{% ${expression} %}`, 'Output', bindings) !== undefined;
  };

  it.each([
    '$states.input.a.b',
    '$states.input.n + 1 > 3 and $not($x)',
    '$states.input.items[price > 5 and name = $states.input.name].{"n": name}',
    '$sum($states.input.items.(price * quantity))',
    '$states.input.items[0].id & "-" & $uuid()',
    '{"a": [1, $x], "b": $states.context.Execution.Id, "c": -$y}',
    '$x ? $string($x) : $join($names)',
    '$append($a, $b)[$ = 3]',
    '$split($s, ",")',
    '($x)',
    '($x; $y)',
    '$states.input.items[price != 5 and id <= 7 or n >= 1]',
    '$states.input.items[name = $states.input.name]',
    '$states.input.items[$x != name]',
    '$states.input.items[(price + 1) * 2 < 9 ].[id, -price]',
    '$states.input.items[["a"]]',
    '$states.input.items.{"a": {"b": n}}',
    '$x[0][a = 1]',
    '`a`.b.(c)',
    'null = $x',
    '-$count($x) % 2',
    '$now()',
    '$join($names) & $fromMillis($millis()) & $toMillis($t)',
    '$sum()',
    ...['+', '-', '*', '/', '%', '&', '=', '!=', '<', '<=', '>', '>=', 'and', 'or'].map(
      (operator) => `$x ${operator} $y`,
    ),
    ...['+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', 'and', 'or'].map(
      (operator) => `$x[a ${operator} 1]`,
    ),
  ])('that goes through its data once is evaluated where the run is: %s', (expression) => {
    expect(isBrief(expression)).toBe(true);
  });

  it.each([
    '$map($x, function($y) { $y })',
    '[1..$n]',
    '$match($s, /a/)',
    '$contains($s, /(a+)+/)',
    '$a := 1',
    '($a := [$b, $b]; [$a, $a])',
    '$x.**',
    '$x.*',
    '$x.$y',
    '$x.($y)',
    '$x[$y]',
    '$x[$count($y) > 1]',
    '$x[$y = $z]',
    '$x[a & b = "c"]',
    '$x[a in $y]',
    '$x^(a)',
    '$x{a: b}',
    '$x ~> $sum',
    '$x@$i.b',
    '$x#$i.b',
    '$pad($s, 3)',
    '$join($a, $b)',
    '$replace($s, "a", $b)',
    '$distinct($a)',
    '$formatNumber(1, "0")',
    '$fromMillis(1, $p)',
    '$unknown(1)',
    '|$x|{"a": 1}|',
    // One part that may be more is enough, wherever it stands.
    ...[
      '$b ? HERE',
      '$b ? 1 : HERE',
      '$b ? HERE : 1',
      'HERE ? 1 : 2',
      '[1, HERE]',
      '{"a": HERE}',
      '{HERE: 1}',
      '{"a": 1, "b": HERE}',
      '-HERE',
      '1 + HERE',
      'HERE + 1',
      '(1; HERE)',
      '(HERE; 1)',
      '$sum(HERE)',
      '$append($x, HERE)',
      'HERE.a',
      '$x.a.(HERE)',
      '$x[HERE]',
      '$x[a = HERE]',
      '$x[HERE = a]',
      '$x[1 + HERE > 2]',
      '$x.[HERE]',
      '$x.{"a": HERE}',
      '$x.(-HERE)',
      '$x[0][HERE]',
    ].map((place) => place.replace('HERE', '[1..9]')),
    // For each item neither other data, nor calls, conditions or texts.
    '$x.(a; $y)',
    '$x[$y]',
    '$x[-$y = 1]',
    '$x.(a & b)',
    '$x.(a ? b : c)',
    '$x.$count(a)',
    '$x.[$y]',
    '$x.{"a": $y}',
    '$x.{$y: 1}',
    '$x[$y > $z]',
    '$x[$y.a <= $z.b]',
    '$x[a = $y[0]]',
    '$x[a = $y.b[0]]',
    '$x[a = $y.(b)]',
    '$x[$y.(b) = a]',
    '$x[a = $y[b = $z]]',
    // More arguments than those that say what is to be written.
    '$now("[Y]")',
    '$join($a, ",")',
    '$fromMillis(1, "[Y]")',
    '$toMillis("1", "[Y]")',
    '$f($x)($y)',
    '(function($y) { $y })(1)',
    Array.from({ length: 101 }, () => '$x').join(' & '),
  ])('that may be more is not: %s', (expression) => {
    expect(isBrief(expression)).toBe(false);
  });

  it('is not called brief with more than 200 parts', () => {
    // A sum of n numbers has n + n - 1 parts.
    const sum = (count: number): string => Array.from({ length: count }, () => '1').join('+');
    expect([isBrief(sum(100)), isBrief(sum(101))]).toEqual([true, false]);
    // A call adds itself, its name and its list of arguments.
    expect([isBrief(`$not(${sum(99)})`), isBrief(`$not(${sum(100)})`)]).toEqual([true, false]);
  });

  it('has the value that it has elsewhere', async () => {
    const bindings = {
      states: { input: { n: 2, list: [1, 2, 3] } },
      variables: { who: 'Kim' },
      now: 1000,
      random: () => 0.5,
    };
    const template = {
      a: '{% $states.input.n %}',
      b: ['{% $states.input.list[$ > 1] %}', 1],
      c: '{% $who & $millis() %}',
      d: null,
    };
    expect(await evaluateBriefly(template, 'Output', bindings)).toEqual({
      ok: true,
      value: { a: 2, b: [[2, 3], 1], c: 'Kim1000', d: null },
    });
    expect(evaluateBriefly({ ...template, e: '{% [1..9] %}' }, 'Output', bindings)).toBeUndefined();
    expect(await evaluateBriefly('{% 1 + %}', 'Output', bindings)).toMatchObject({ ok: false });
  });
});
