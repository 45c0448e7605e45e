import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  applyOperation,
  applyTextEdits,
  type Operation,
  parse,
  stateId,
  type Syntax,
  syntaxOf,
  walkStates,
} from '@stepthrough/asl';

function edit(text: string, syntax: Syntax, operation: Operation): string {
  const outcome = applyOperation(parse(text, syntax), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

const json = `{
  "StartAt": "A",
  "States": {
    // first
    "A": { "Type": "Pass", "Next": "B" }, // to B
    "B": {
      "Type": "Task", // does it
      "Resource": "arn:b",
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "C" }],
      "End": true
    },
    /* last */
    "C": { "Type": "Succeed" }
  }
}
`;

const yaml = `StartAt: A
States:
  # first
  A:
    Type: Pass
    Next: B # to B
  B:
    Type: Task
    Resource: arn:b
    Catch:
      - ErrorEquals: [States.ALL]
        Next: C
    End: true
  # last
  C:
    Type: Succeed
`;

const cases: [string, Operation, string[], string[]][] = [
  [
    'adds a state on a transition',
    {
      kind: 'addState',
      scope: '',
      name: 'New',
      type: 'Wait',
      on: { kind: 'next', from: 'A', index: 0 },
    },
    [
      '    "A": { "Type": "Pass", "Next": "New" }, // to B\n    "New": {\n      "Type": "Wait",\n      "Seconds": 60,\n      "Next": "B"\n    },\n    "B": {',
    ],
    ['    Next: New # to B\n  New:\n    Type: Wait\n    Seconds: 60\n    Next: B\n  B:\n'],
  ],
  [
    'renames a state and what names it',
    { kind: 'renameState', id: 'C', name: 'See: end' },
    [
      '"States.ALL"], "Next": "See: end" }',
      '    /* last */\n    "See: end": { "Type": "Succeed" }',
    ],
    ['        Next: "See: end"\n', '  # last\n  "See: end":\n'],
  ],
  [
    'deletes a state with its comment and relinks what led to it',
    { kind: 'deleteState', id: 'A' },
    ['"StartAt": "B"', '  "States": {\n    "B": {'],
    ['StartAt: B\nStates:\n  B:\n'],
  ],
  [
    'deletes the last state',
    { kind: 'deleteState', id: 'C' },
    ['      "Resource": "arn:b",\n      "End": true\n    }\n  }\n}\n'],
    ['    Resource: arn:b\n    End: true\n'],
  ],
  [
    'reconnects an end to a state',
    { kind: 'reconnect', scope: '', transition: { kind: 'end', from: 'B', index: 0 }, to: 'C' },
    ['"Next": "C" }],\n      "Next": "C"\n    },'],
    ['        Next: C\n    Next: C\n  # last'],
  ],
  [
    'sets a new field before the transition',
    { kind: 'setField', id: 'B', path: ['TimeoutSeconds'], value: 5 },
    ['"Next": "C" }],\n      "TimeoutSeconds": 5,\n      "End": true'],
    ['        Next: C\n    TimeoutSeconds: 5\n    End: true'],
  ],
  [
    'replaces a value and keeps the comment beside it',
    { kind: 'setField', id: 'B', path: ['Type'], value: 'Pass' },
    ['      "Type": "Pass", // does it\n'],
    ['  B:\n    Type: Pass\n    Resource'],
  ],
  [
    'removes a field',
    { kind: 'removeField', id: 'B', path: ['Resource'] },
    ['      "Type": "Task", // does it\n      "Catch"'],
    ['    Type: Task\n    Catch:'],
  ],
  [
    'writes of a list only the item that is new',
    { kind: 'setField', id: 'B', path: ['Catch', 0, 'ErrorEquals'], value: ['States.ALL', 'X'] },
    ['[{ "ErrorEquals": ["States.ALL", "X"], "Next": "C" }]'],
    ['      - ErrorEquals: [States.ALL, "X"]\n'],
  ],
  [
    'writes of an object only the members that differ, and keeps what its author put on one line',
    {
      kind: 'setField',
      id: 'B',
      path: ['Catch', 0],
      value: { ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'C' },
    },
    ['[{ "ErrorEquals": ["States.Timeout"], "ResultPath": null, "Next": "C" }]'],
    ['      - ErrorEquals: [States.Timeout]\n        ResultPath: null\n        Next: C\n'],
  ],
  [
    'copies a state with its comments',
    { kind: 'duplicateState', id: 'B', name: 'B 2' },
    [
      '"Next": "C" }],\n      "Next": "B 2"\n    },\n    "B 2": {\n      "Type": "Task", // does it\n',
    ],
    ['    Next: B 2\n  B 2:\n    Type: Task\n    Resource: arn:b\n'],
  ],
  [
    'sets a field of the machine before its states',
    { kind: 'setField', id: '', path: ['Comment'], value: 'why' },
    ['  "StartAt": "A",\n  "Comment": "why",\n  "States"'],
    ['StartAt: A\nComment: why\nStates:'],
  ],
];

describe('an operation', () => {
  it.each(cases)('%s', (_name, operation, inJson, inYaml) => {
    for (const part of inJson) expect(edit(json, 'json', operation)).toContain(part);
    for (const part of inYaml) expect(edit(yaml, 'yaml', operation)).toContain(part);
  });

  it.each<[string, Operation]>([
    ['There is a state «B» already.', { kind: 'renameState', id: 'A', name: 'B' }],
    ['A state needs a name.', { kind: 'renameState', id: 'A', name: '' }],
    [
      'There is no state «Gone» any more; the text has changed.',
      { kind: 'deleteState', id: 'Gone' },
    ],
    [
      'Only Next can become the end; a rule, Default and Catch name a state.',
      {
        kind: 'reconnect',
        scope: '',
        transition: { kind: 'catch', from: 'B', index: 0 },
        to: undefined,
      },
    ],
    [
      'A Succeed state ends the flow: nothing can follow it.',
      {
        kind: 'addState',
        scope: '',
        name: 'New',
        type: 'Pass',
        on: { kind: 'end', from: 'C', index: 0 },
      },
    ],
  ])('is refused in words: %s', (message, operation) => {
    expect(edit(json, 'json', operation)).toBe(message);
  });

  it('does not take an anchor away from its aliases', () => {
    const shared =
      'StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: r\n    Retry: &r\n      - ErrorEquals: [X]\n    Next: B\n  B:\n    Type: Task\n    Resource: r\n    Retry: *r\n    End: true\n';
    expect(edit(shared, 'yaml', { kind: 'deleteState', id: 'A' })).toBe(
      'The text could not be read after this: No anchor &r stands before this alias.',
    );
  });

  it('copies states inside under names of their own', () => {
    const nested =
      'StartAt: P\nStates:\n  P:\n    Type: Parallel\n    Branches:\n      - StartAt: Q # first\n        States:\n          Q:\n            Type: Pass\n            Next: R\n          R: { Type: Pass, End: true }\n    End: true\n';
    const copy = edit(nested, 'yaml', { kind: 'duplicateState', id: 'P', name: 'P 2' });
    expect(copy).toBe(
      nested.replace('\n    End: true\n', '\n    Next: P 2\n') +
        nested
          .slice(nested.indexOf('  P:'))
          .replace('P:', 'P 2:')
          .replaceAll(/\b([QR])\b/g, '$1 2'),
    );
  });

  it('does not reach through an alias', () => {
    const shared = 'StartAt: A\nStates:\n  A: &a\n    Type: Pass\n    End: true\n  B: *a\n';
    expect(edit(shared, 'yaml', { kind: 'setField', id: 'B', path: ['Comment'], value: 'x' })).toBe(
      'This part comes from a YAML anchor that other parts share; change it in the text.',
    );
  });
});

const documents = join(import.meta.dirname, '../../../shared/documents/valid');

describe.skipIf(!existsSync(documents))('on the real documents', () => {
  it('every operation gives a text that parses and says what was meant', () => {
    const wrong: string[] = [];
    for (const file of existsSync(documents) ? readdirSync(documents) : []) {
      const text = readFileSync(join(documents, file), 'utf8');
      const before = parse(text, syntaxOf(file));
      if (!before.machine || before.problems.length > 0) continue;
      for (const state of [...walkStates(before.machine)].slice(0, 6)) {
        const id = stateId(state);
        const operations: Operation[] = [
          { kind: 'deleteState', id },
          { kind: 'renameState', id, name: 'Renamed: so' },
          { kind: 'setField', id, path: ['Comment'], value: 'said "so"' },
          { kind: 'setField', id, path: ['New', 'deep'], value: { a: [1, { b: 'x' }] } },
        ];
        for (const operation of operations) {
          const outcome = applyOperation(before, operation);
          if (!outcome.ok) continue;
          const after = parse(applyTextEdits(text, outcome.edits), before.syntax);
          if (after.problems.length > 0 || !after.machine) {
            wrong.push(`${file} ${operation.kind} ${id}: ${after.problems[0]?.message}`);
            continue;
          }
          const ids = [...walkStates(after.machine)].map(stateId);
          const isThere = ids.includes(id);
          if (isThere !== (operation.kind === 'setField'))
            wrong.push(`${file} ${operation.kind} ${id}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
