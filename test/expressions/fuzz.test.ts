import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileIntrinsic, compilePath, parseJsonata } from '@stepthrough/expressions';

/** Texts that come near to the three languages. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'$ $$ $. $.. @ . .. [ ] ( ) , : * ? ! && || == != =~ { } \' " / \\'.split(' '),
      ),
      fc.constantFrom(
        'States.',
        'States.Format(',
        'States.Array(',
        "'{}'",
        '@.length-1',
        '-1',
        '0',
      ),
      fc.constantFrom('function($x){', '~>', ':=', 'and', 'in', 'true', 'null', 'λ', 'a', 'b c'),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const input = { a: [{ b: 1 }, null, 'c'], 'b c': { a: [[1], []] } };
const scope = { input, context: input, variables: { a: input }, random: () => 0.5 };

describe('reading any text', () => {
  it.each([
    ['a path', compilePath],
    ['a call of a function', compileIntrinsic],
    ['JSONata', parseJsonata],
  ])('as %s gives a value, or a message and a place in it', (_, compile) => {
    fc.assert(
      fc.property(texts, (text) => {
        const compiled = compile(text);
        if (compiled.ok) return;
        expect(compiled.message).not.toBe('');
        expect(compiled.index).toBeGreaterThanOrEqual(0);
        expect(compiled.index).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([compilePath, compileIntrinsic])('and evaluating it never throws', (compile) => {
    fc.assert(
      fc.property(texts, (text) => {
        const compiled = compile(text);
        if (compiled.ok) compiled.value.evaluate(scope);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['$[?(', '(', compilePath],
    ['$[?(', '!', compilePath],
    ['', 'States.Array(', compileIntrinsic],
    ['', '(', parseJsonata],
  ])('%s with a hundred thousand %s is nested too deep, not a crash', (start, part, compile) => {
    expect(compile(start + part.repeat(100_000)).ok).toBe(false);
  });
});
