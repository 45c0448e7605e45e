/** What it means for the text that a transition, a rule or another item comes or goes. */
import {
  applyOperation,
  applyTextEdits,
  type Operation,
  parse,
  type Syntax,
} from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const json = `{
  "StartAt": "Sort",
  "States": {
    "Sort": {
      "Type": "Choice", // by size
      "Choices": [
        // the large ones
        { "Variable": "$.x", "IsPresent": true, "Next": "Work" },
        { "Variable": "$.y", "IsPresent": true, "Next": "Done" } // the small ones
      ],
      "Default": "Bad" // the rest
    },
    "Work": {
      "Type": "Task",
      "Resource": "arn:w",
      "Retry": [{ "ErrorEquals": ["X"] }],
      "Catch": [
        { "ErrorEquals": ["A"], "Next": "Bad" }, // of A
        { "ErrorEquals": ["B"], "Next": "Done" }
      ],
      "Next": "Done" // at last
    },
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Both 1", "States": { "Both 1": { "Type": "Pass", "End": true } } }
      ],
      "End": true
    },
    "Bad": { "Type": "Fail" },
    "Done": { "Type": "Succeed" }
  }
}
`;

const yaml = `StartAt: Sort
States:
  Sort:
    Type: Choice # by size
    Choices:
      # the large ones
      - Variable: $.x
        IsPresent: true
        Next: Work
      - Variable: $.y # the small ones
        IsPresent: true
        Next: Done
    Default: Bad # the rest
  Work:
    Type: Task
    Resource: arn:w
    Retry:
      - ErrorEquals: [X]
    Catch:
      - ErrorEquals: [A] # of A
        Next: Bad
      - ErrorEquals: [B]
        Next: Done
    Next: Done # at last
  Both:
    Type: Parallel
    Branches:
      - StartAt: Both 1
        States:
          Both 1: { Type: Pass, End: true }
    End: true
  Bad:
    Type: Fail
  Done:
    Type: Succeed
`;

const texts: { readonly [S in Syntax]: string } = { json, yaml };

function edited(text: string, syntax: Syntax, operation: Operation): string {
  const outcome = applyOperation(parse(text, syntax), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

type Change = readonly [from: string, to: string];

const changed = (text: string, changes: readonly Change[]): string =>
  changes.reduce((result, [from, to]) => {
    if (result.split(from).length !== 2) throw new Error(`The text has not one ${from}.`);
    return result.replace(from, () => to);
  }, text);

const removal = (
  kind: 'start' | 'next' | 'end' | 'choice' | 'default' | 'catch',
  from: string,
  index = 0,
): Operation => ({ kind: 'removeTransition', scope: '', transition: { kind, from, index } });

interface Case {
  readonly what: string;
  readonly operation: Operation;
  readonly json: readonly Change[];
  readonly yaml: readonly Change[];
}

const cases: readonly Case[] = [
  {
    what: 'the Next of a step becomes End, and its comment stays',
    operation: removal('next', 'Work'),
    json: [['"Next": "Done" // at last', '"End": true // at last']],
    yaml: [['Next: Done # at last', 'End: true # at last']],
  },
  {
    what: 'the first rule goes with the comment above it',
    operation: removal('choice', 'Sort', 0),
    json: [
      [
        '        // the large ones\n        { "Variable": "$.x", "IsPresent": true, "Next": "Work" },\n',
        '',
      ],
    ],
    yaml: [
      [
        '      # the large ones\n      - Variable: $.x\n        IsPresent: true\n        Next: Work\n',
        '',
      ],
    ],
  },
  {
    what: 'the last rule of several goes, and those before it stay',
    operation: removal('choice', 'Sort', 1),
    json: [
      [
        '"Work" },\n        { "Variable": "$.y", "IsPresent": true, "Next": "Done" } // the small ones',
        '"Work" }',
      ],
    ],
    yaml: [
      ['      - Variable: $.y # the small ones\n        IsPresent: true\n        Next: Done\n', ''],
    ],
  },
  {
    what: 'Default goes as a whole',
    operation: removal('default', 'Sort'),
    json: [['],\n      "Default": "Bad" // the rest\n', ']\n']],
    yaml: [['    Default: Bad # the rest\n', '']],
  },
  {
    what: 'one of two catchers goes',
    operation: removal('catch', 'Work', 0),
    json: [['        { "ErrorEquals": ["A"], "Next": "Bad" }, // of A\n', '']],
    yaml: [['      - ErrorEquals: [A] # of A\n        Next: Bad\n', '']],
  },
  {
    what: 'a step is led on by its Next',
    operation: { kind: 'connect', id: 'Work', to: 'Bad' },
    json: [['"Next": "Done" // at last', '"Next": "Bad" // at last']],
    yaml: [['Next: Done # at last', 'Next: Bad # at last']],
  },
  {
    what: 'a step is led to the end',
    operation: { kind: 'connect', id: 'Work', to: undefined },
    json: [['"Next": "Done" // at last', '"End": true // at last']],
    yaml: [['Next: Done # at last', 'End: true # at last']],
  },
  {
    what: 'a step that ends is led on',
    operation: { kind: 'connect', id: 'Both', to: 'Done' },
    json: [['      ],\n      "End": true', '      ],\n      "Next": "Done"']],
    yaml: [['    End: true\n', '    Next: Done\n']],
  },
  {
    what: 'a Choice that has a Default is led on by a further rule',
    operation: { kind: 'connect', id: 'Sort', to: 'Both' },
    json: [
      [
        '"Next": "Done" } // the small ones',
        '"Next": "Done" }, // the small ones\n        {\n          "Variable": "$.value",\n          "IsPresent": true,\n          "Next": "Both"\n        }',
      ],
    ],
    yaml: [
      [
        '        IsPresent: true\n        Next: Done\n',
        '        IsPresent: true\n        Next: Done\n      - Variable: $.value\n        IsPresent: true\n        Next: Both\n',
      ],
    ],
  },
  {
    what: 'a rule leads where Default does when nothing else is said',
    operation: { kind: 'addRule', id: 'Sort' },
    json: [
      [
        '"Next": "Done" } // the small ones',
        '"Next": "Done" }, // the small ones\n        {\n          "Variable": "$.value",\n          "IsPresent": true,\n          "Next": "Bad"\n        }',
      ],
    ],
    yaml: [
      [
        '        IsPresent: true\n        Next: Done\n',
        '        IsPresent: true\n        Next: Done\n      - Variable: $.value\n        IsPresent: true\n        Next: Bad\n',
      ],
    ],
  },
  {
    what: 'a retrier comes behind the others, with what AWS takes when nothing is said',
    operation: { kind: 'addItem', id: 'Work', field: 'Retry' },
    json: [
      [
        '"ErrorEquals": ["X"] }]',
        '"ErrorEquals": ["X"] }, {\n        "ErrorEquals": [\n          "States.TaskFailed"\n        ],\n        "IntervalSeconds": 1,\n        "MaxAttempts": 3,\n        "BackoffRate": 2\n      }]',
      ],
    ],
    yaml: [
      [
        '      - ErrorEquals: [X]\n',
        '      - ErrorEquals: [X]\n      - ErrorEquals:\n          - States.TaskFailed\n        IntervalSeconds: 1\n        MaxAttempts: 3\n        BackoffRate: 2\n',
      ],
    ],
  },
  {
    what: 'the first retrier comes with its list, before End',
    operation: { kind: 'addItem', id: 'Both', field: 'Retry' },
    json: [
      [
        '      ],\n      "End": true',
        '      ],\n      "Retry": [\n        {\n          "ErrorEquals": [\n            "States.TaskFailed"\n          ],\n          "IntervalSeconds": 1,\n          "MaxAttempts": 3,\n          "BackoffRate": 2\n        }\n      ],\n      "End": true',
      ],
    ],
    yaml: [
      [
        '    End: true\n',
        '    Retry:\n      - ErrorEquals:\n          - States.TaskFailed\n        IntervalSeconds: 1\n        MaxAttempts: 3\n        BackoffRate: 2\n    End: true\n',
      ],
    ],
  },
  {
    what: 'a catcher leads to the first Fail state',
    operation: { kind: 'addItem', id: 'Work', field: 'Catch' },
    json: [
      [
        '{ "ErrorEquals": ["B"], "Next": "Done" }',
        '{ "ErrorEquals": ["B"], "Next": "Done" },\n        {\n          "ErrorEquals": [\n            "States.ALL"\n          ],\n          "Next": "Bad"\n        }',
      ],
    ],
    yaml: [
      [
        '      - ErrorEquals: [B]\n        Next: Done\n',
        '      - ErrorEquals: [B]\n        Next: Done\n      - ErrorEquals:\n          - States.ALL\n        Next: Bad\n',
      ],
    ],
  },
  {
    what: 'a branch has a state of a free name',
    operation: { kind: 'addItem', id: 'Both', field: 'Branches' },
    json: [
      [
        '"End": true } } }\n',
        '"End": true } } },\n        {\n          "StartAt": "Both 2",\n          "States": {\n            "Both 2": {\n              "Type": "Pass",\n              "End": true\n            }\n          }\n        }\n',
      ],
    ],
    yaml: [
      [
        '{ Type: Pass, End: true }\n',
        '{ Type: Pass, End: true }\n      - StartAt: Both 2\n        States:\n          Both 2:\n            Type: Pass\n            End: true\n',
      ],
    ],
  },
  {
    what: 'the last retrier takes its list with it',
    operation: { kind: 'removeItem', id: 'Work', field: 'Retry', index: 0 },
    json: [['      "Retry": [{ "ErrorEquals": ["X"] }],\n', '']],
    yaml: [['    Retry:\n      - ErrorEquals: [X]\n', '']],
  },
  {
    what: 'the last catcher of several leaves the others',
    operation: { kind: 'removeItem', id: 'Work', field: 'Catch', index: 1 },
    json: [
      ['"Bad" }, // of A\n        { "ErrorEquals": ["B"], "Next": "Done" }\n', '"Bad" } // of A\n'],
    ],
    yaml: [['      - ErrorEquals: [B]\n        Next: Done\n', '']],
  },
];

describe.each(['json', 'yaml'] as const)('in %s', (syntax) => {
  it.each(cases)('$what', (each) => {
    const text = texts[syntax];
    expect(edited(text, syntax, each.operation)).toBe(changed(text, each[syntax]));
  });

  it.each<readonly [refusal: string, operation: Operation]>([
    ['A scope needs its start; point it at another state instead.', removal('start', '')],
    ['This state ends its scope; point it at another state instead.', removal('end', 'Both')],
    ['There is no Next of «Both» to take away any more.', removal('next', 'Both')],
    ['There is no Default of «Work» to take away any more.', removal('default', 'Work')],
    ['There is no such choice rule of «Sort» to take away any more.', removal('choice', 'Sort', 2)],
    ['There is no such catcher of «Work» to take away any more.', removal('catch', 'Work', 2)],
    ['The state that the transition leaves is not there any more.', removal('next', 'Gone')],
    [
      'The part of the machine to change is not there any more; the text has changed.',
      { ...removal('next', 'Work'), scope: 'Both[1]' } as Operation,
    ],
    [
      'A Succeed state ends the flow: nothing can follow it.',
      { kind: 'connect', id: 'Done', to: 'Bad' },
    ],
    [
      'Only Next can become the end; a rule, Default and Catch name a state.',
      { kind: 'connect', id: 'Sort', to: undefined },
    ],
    [
      'A transition stays within its scope: the state to lead to is not in it.',
      { kind: 'connect', id: 'Sort', to: 'Both[0]/Both 1' },
    ],
    [
      'A transition stays within its scope: the state to lead to is not in it.',
      { kind: 'addRule', id: 'Sort', to: 'Gone' },
    ],
    [
      'A Choice leads on by its rules and its Default, not by Next or End.',
      {
        kind: 'reconnect',
        scope: '',
        transition: { kind: 'next', from: 'Sort', index: 0 },
        to: 'Work',
      },
    ],
    ['«Work» is a Task, which has no Choices.', { kind: 'addRule', id: 'Work' }],
    ['«Sort» is a Choice, which has no Retry.', { kind: 'addItem', id: 'Sort', field: 'Retry' }],
    ['«Done» is a Succeed, which has no Catch.', { kind: 'addItem', id: 'Done', field: 'Catch' }],
    [
      '«Work» is a Task, which has no Branches.',
      { kind: 'addItem', id: 'Work', field: 'Branches' },
    ],
    [
      'There is no «Retry.1» any more; the text has changed.',
      { kind: 'removeItem', id: 'Work', field: 'Retry', index: 1 },
    ],
    [
      'There is no «Branches.0» any more; the text has changed.',
      { kind: 'removeItem', id: 'Work', field: 'Branches', index: 0 },
    ],
  ])('is refused in words: %s', (refusal, operation) => {
    expect(edited(texts[syntax], syntax, operation)).toBe(refusal);
  });
});

/** A machine of few states on one line each, in both syntaxes. */
function machine(states: { readonly [name: string]: string }): string {
  const lines = Object.entries(states).map(([name, body]) => `    "${name}": ${body}`);
  return `{\n  "StartAt": "A",\n  "States": {\n${lines.join(',\n')}\n  }\n}\n`;
}

const end = '{ "Type": "Succeed" }';
const rule = '{ "Variable": "$.v", "IsPresent": true, "Next": "B" }';

describe('at the edges', () => {
  const body = (text: string, operation: Operation, syntax: Syntax = 'json'): string => {
    const after = edited(text, syntax, operation);
    return /"A": (.*?),?\n {4}"B"/s.exec(after)?.[1] ?? after;
  };

  it.each<readonly [what: string, a: string, operation: Operation, after: string]>([
    [
      'the only rule leaves an empty list',
      `{ "Type": "Choice", "Choices": [${rule}] }`,
      removal('choice', 'A'),
      '{ "Type": "Choice", "Choices": [] }',
    ],
    [
      'the only rule leaves Default',
      `{ "Type": "Choice", "Choices": [${rule}], "Default": "B" }`,
      removal('choice', 'A'),
      '{ "Type": "Choice", "Choices": [], "Default": "B" }',
    ],
    [
      'Default alone goes',
      '{ "Type": "Choice", "Default": "B" }',
      removal('default', 'A'),
      '{ "Type": "Choice" }',
    ],
    [
      'a rule comes into an empty list',
      '{ "Type": "Choice", "Choices": [], "Default": "B" }',
      { kind: 'addRule', id: 'A' },
      '{ "Type": "Choice", "Choices": [\n      {\n        "Variable": "$.value",\n        "IsPresent": true,\n        "Next": "B"\n      }\n    ], "Default": "B" }',
    ],
    [
      'a rule comes with its list, to another state',
      '{ "Type": "Choice" }',
      { kind: 'addRule', id: 'A' },
      '{ "Type": "Choice", "Choices": [\n      {\n        "Variable": "$.value",\n        "IsPresent": true,\n        "Next": "B"\n      }\n    ] }',
    ],
    [
      'a rule in JSONata asks by Condition',
      '{ "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [] }',
      { kind: 'addRule', id: 'A' },
      '{ "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [\n      {\n        "Condition": "{% $exists($states.input.value) %}",\n        "Next": "B"\n      }\n    ] }',
    ],
    [
      'a Choice without Default gets it by a line',
      `{ "Type": "Choice", "Choices": [${rule}] }`,
      { kind: 'connect', id: 'A', to: 'B' },
      `{ "Type": "Choice", "Choices": [${rule}], "Default": "B" }`,
    ],
    [
      'the only catcher takes Catch with it',
      '{ "Type": "Task", "Catch": [{ "ErrorEquals": ["X"], "Next": "B" }], "End": true }',
      removal('catch', 'A'),
      '{ "Type": "Task", "End": true }',
    ],
    [
      'a catcher goes, and one that leads nowhere yet stays',
      '{ "Type": "Task", "Catch": [{ "ErrorEquals": ["X"], "Next": "B" }, { "ErrorEquals": ["Y"] }], "End": true }',
      removal('catch', 'A'),
      '{ "Type": "Task", "Catch": [{ "ErrorEquals": ["Y"] }], "End": true }',
    ],
    [
      'what is no object is no catcher, and stays',
      '{ "Type": "Task", "Catch": [null, { "Next": "B" }], "End": true }',
      removal('catch', 'A', 0),
      '{ "Type": "Task", "Catch": [null], "End": true }',
    ],
    [
      'a rule behind what is no object is counted without it',
      `{ "Type": "Choice", "Choices": ["typing", ${rule}, { "Next": "A" }] }`,
      removal('choice', 'A', 1),
      `{ "Type": "Choice", "Choices": ["typing", ${rule}] }`,
    ],
    [
      'an item is counted with what is no object',
      `{ "Type": "Choice", "Choices": ["typing", ${rule}] }`,
      { kind: 'removeItem', id: 'A', field: 'Choices', index: 0 },
      `{ "Type": "Choice", "Choices": [${rule}] }`,
    ],
    [
      'a state without Next is led to the end',
      '{ "Type": "Pass" }',
      { kind: 'connect', id: 'A', to: undefined },
      '{ "Type": "Pass", "End": true }',
    ],
    [
      'a state that ends already is left as it is',
      '{ "Type": "Pass", "End":  true }',
      { kind: 'connect', id: 'A', to: undefined },
      '{ "Type": "Pass", "End":  true }',
    ],
    [
      'a state that leads there already is left as it is',
      '{ "Type": "Pass", "Next":  "B" }',
      { kind: 'connect', id: 'A', to: 'B' },
      '{ "Type": "Pass", "Next":  "B" }',
    ],
    [
      'End: false becomes the end',
      '{ "Type": "Pass", "End": false }',
      { kind: 'connect', id: 'A', to: undefined },
      '{ "Type": "Pass", "End": true }',
    ],
    [
      'the Next of a state that has none goes without an End',
      '{ "Type": "Succeed", "Next": "B" }',
      removal('next', 'A'),
      '{ "Type": "Succeed" }',
    ],
    [
      'the Next of a Choice goes without an End',
      '{ "Type": "Choice", "Next": "B" }',
      removal('next', 'A'),
      '{ "Type": "Choice" }',
    ],
    [
      'a null becomes the list',
      '{ "Type": "Pass", "Comment": "", "Type": "Task", "Catch": null }',
      { kind: 'addItem', id: 'A', field: 'Catch' },
      '{ "Type": "Pass", "Comment": "", "Type": "Task", "Catch": [\n      {\n        "ErrorEquals": [\n          "States.ALL"\n        ],\n        "Next": "B"\n      }\n    ] }',
    ],
  ])('%s', (_what, a, operation, after) => {
    expect(body(machine({ A: a, B: end }), operation)).toBe(after);
  });

  it.each<readonly [refusal: string, a: string, operation: Operation]>([
    [
      'Add a state first that the rule can lead to.',
      '{ "Type": "Choice", "Choices": [] }',
      { kind: 'addRule', id: 'A' },
    ],
    [
      'Add a state first that the error can lead to.',
      '{ "Type": "Task" }',
      { kind: 'addItem', id: 'A', field: 'Catch' },
    ],
    [
      'The Choices of «A» is no list; repair it in the text.',
      '{ "Type": "Choice", "Choices": {}, "Default": "A" }',
      { kind: 'addRule', id: 'A' },
    ],
    ['There is no Next of «A» to take away any more.', '{ "Type": "Pass" }', removal('next', 'A')],
    ['«A» is of no type, which has no Choices.', '{}', { kind: 'addRule', id: 'A' }],
  ])('is refused in words: %s', (refusal, a, operation) => {
    expect(edited(machine({ A: a }), 'json', operation)).toBe(refusal);
  });

  it('a catcher leads to another state when none is a Fail, and never to its own', () => {
    const text = machine({ A: '{ "Type": "Task" }', B: '{ "Type": "Pass", "End": true }', C: end });
    expect(edited(text, 'json', { kind: 'addItem', id: 'A', field: 'Catch' })).toContain(
      '"Next": "B"',
    );
    expect(edited(text, 'json', { kind: 'addItem', id: 'B', field: 'Catch' })).toBe(
      '«B» is a Pass, which has no Catch.',
    );
  });

  it.each([
    [76, 'is given'],
    [77, 'is given'],
    [78, 'is refused'],
    [79, 'is refused'],
  ] as const)('the name of a branch of a state of %i characters %s', (length, what) => {
    const name = 'P'.repeat(length);
    const text = `{ "StartAt": "${name}", "States": { "${name}": { "Type": "Parallel", "Branches": [{}, {}, {}, {}, {}, {}, {}, {}, {}] } } }`;
    const after = edited(text, 'json', { kind: 'addItem', id: name, field: 'Branches' });
    if (what === 'is given') expect(after).toContain(`"StartAt": "${name} 10"`);
    else expect(after).toBe('A state name has at most 80 characters.');
  });

  it('a branch takes the first name that no state of the machine has', () => {
    const parallel =
      '{ "Type": "Parallel", "Branches": [{ "StartAt": "A 2", "States": { "A 2": { "Type": "Succeed" } } }] }';
    const operation: Operation = { kind: 'addItem', id: 'A', field: 'Branches' };
    expect(edited(machine({ A: parallel }), 'json', operation)).toContain('"StartAt": "A 2 2"');
    expect(edited(machine({ A: parallel, 'A 2 2': end }), 'json', operation)).toContain(
      '"StartAt": "A 2 3"',
    );
  });

  it('YAML: the only rule leaves an empty list, which takes the next one', () => {
    const one =
      'StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.v\n        IsPresent: true\n        Next: B\n    Default: B # else\n  B:\n    Type: Succeed\n';
    const none = one.replace(/Choices:\n.*?\n {4}Default/s, 'Choices: []\n    Default');
    expect(edited(one, 'yaml', removal('choice', 'A'))).toBe(none);
    expect(edited(none, 'yaml', { kind: 'addRule', id: 'A' })).toBe(
      none.replace('[]', '[{"Variable":"$.value","IsPresent":true,"Next":"B"}]'),
    );
  });

  it('YAML: a list that others share is not changed through its alias', () => {
    const shared =
      'StartAt: A\nStates:\n  A:\n    Type: Task\n    Retry: &r\n      - ErrorEquals: [X]\n      - ErrorEquals: [Y]\n    Next: B\n  B:\n    Type: Task\n    Retry: *r\n    End: true\n';
    const words =
      'This part comes from a YAML anchor that other parts share; change it in the text.';
    expect(edited(shared, 'yaml', { kind: 'addItem', id: 'B', field: 'Retry' })).toBe(words);
    expect(edited(shared, 'yaml', { kind: 'removeItem', id: 'B', field: 'Retry', index: 0 })).toBe(
      words,
    );
  });

  it('a deleted state takes rules, Default and catchers that led to it, and a Next becomes the end', () => {
    const text = machine({
      A: `{ "Type": "Choice", "Choices": [${rule}, { "Variable": "$.w", "IsPresent": true, "Next": "C" }], "Default": "B" }`,
      B: end,
      C: '{ "Type": "Task", "Catch": [{ "ErrorEquals": ["X"], "Next": "B" }], "Next": "B" }',
    });
    expect(edited(text, 'json', { kind: 'deleteState', id: 'B' })).toBe(
      machine({
        A: '{ "Type": "Choice", "Choices": [{ "Variable": "$.w", "IsPresent": true, "Next": "C" }] }',
        C: '{ "Type": "Task", "End": true }',
      }),
    );
  });
});

describe('a field at a path', () => {
  const set = (path: readonly (string | number)[]): string =>
    edited(machine({ A: '{ "Type": "Pass" }', B: end }), 'json', {
      kind: 'setField',
      id: 'A',
      path,
      value: 1,
    });

  it('makes a list for its first item, and none for a later one', () => {
    expect(set(['Result', 0])).toContain('"Result": [\n');
    expect(set(['Result', 1])).toBe('There is no «Result.1» any more; the text has changed.');
    expect(set(['Result', 0, 'a', 2])).toBe(
      'There is no «Result.0.a.2» any more; the text has changed.',
    );
  });
});
