import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  refuseDefinition,
  refuseInput,
  validateDefinition,
  variableReferences,
} from '@stepthrough/analysis';
import { describe, expect, test } from 'vitest';

interface Case {
  readonly name: string;
  readonly operation: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: unknown;
  readonly definitionText?: string;
  readonly inputText?: string;
  readonly expect: {
    readonly result?: string;
    readonly diagnostics?: readonly object[];
    readonly truncated?: boolean;
    readonly exception?: object;
    readonly variableReferences?: object;
  };
}

const folder = join(import.meta.dirname, '../../../shared/conformance/validation');
const cases = existsSync(folder)
  ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case)
  : [];

describe.skipIf(cases.length === 0)('answers recorded on AWS (skipped without ../shared)', () => {
  test.each(cases)(
    '$name',
    ({ operation, type, definition, definitionText, inputText, ...each }) => {
      const text = definitionText ?? JSON.stringify(definition);
      switch (operation) {
        case 'CreateStateMachine':
        case 'UpdateStateMachine':
          expect(refuseDefinition(text, type)).toEqual(each.expect.exception);
          return;
        case 'StartExecution':
          expect(refuseInput(inputText ?? '')).toEqual(each.expect.exception);
          return;
        case 'DescribeStateMachine':
          expect(variableReferences(text)).toEqual(each.expect.variableReferences);
          return;
        default: {
          const { result, diagnostics, truncated } = each.expect;
          expect(validateDefinition(text, type)).toEqual({ result, diagnostics, truncated });
        }
      }
    },
  );
});

describe('AWS’s order of checks (recorded by third parties, quoted in research)', () => {
  const machine = (states: object) => JSON.stringify({ StartAt: 'A', States: states });
  const codesOf = (text: string) => validateDefinition(text).diagnostics.map(({ code }) => code);

  test('a loop without an end is one problem without a place', () => {
    const { diagnostics } = validateDefinition(
      machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
    );
    expect(diagnostics).toEqual([
      { severity: 'ERROR', code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' },
    ]);
  });

  test('a missing end hides unreachable states', () => {
    const states = {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Pass', Next: 'A' },
      C: { Type: 'Pass', Next: 'A' },
    };
    expect(codesOf(machine(states))).toEqual(['MISSING_END_STATE']);
  });

  test('an unreachable end is unreachable', () => {
    const states = {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Pass', Next: 'A' },
      C: { Type: 'Succeed' },
    };
    expect(validateDefinition(machine(states)).diagnostics).toEqual([
      {
        severity: 'ERROR',
        code: 'MISSING_TRANSITION_TARGET',
        message: 'State "C" is not reachable.',
        location: '/States/C',
      },
    ]);
  });

  test('the same state elsewhere has another location', () => {
    const wrong = { Type: 'Pass', End: true, Retyr: 1 };
    const places = (text: string) =>
      validateDefinition(text).diagnostics.map(({ location }) => location);
    expect(places(machine({ A: wrong }))).toEqual(['/States/A']);
    const inner = { StartAt: 'A', States: { A: wrong } };
    expect(
      places(
        machine({ P: { Type: 'Parallel', End: true, Branches: [inner] } }).replace(
          '"StartAt":"A"',
          '"StartAt":"P"',
        ),
      ),
    ).toEqual(['/States/P/Branches[0]/States/A']);
  });

  test('a dangling Next comes before the missing end', () => {
    expect(codesOf(machine({ A: { Type: 'Pass', Next: 'NOPE' } }))).toEqual([
      'MISSING_TRANSITION_TARGET',
      'MISSING_END_STATE',
    ]);
  });
});
