/** Operations on rules, retriers and catchers that were made on an earlier text than they arrive at. */
import {
  applyTextEdits,
  applyToLater,
  type Operation,
  parse,
  RecentTexts,
  type Syntax,
  type TransitionSource,
} from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const json = `{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Resource": "arn:c",
      "Retry": [
        { "ErrorEquals": ["X"], "MaxAttempts": 1 },
        { "ErrorEquals": ["Y"], "MaxAttempts": 2 }
      ],
      "Catch": [
        { "ErrorEquals": ["X"], "Next": "Sort" },
        { "ErrorEquals": ["Y"], "Next": "Done" }
      ],
      "Next": "Sort"
    },
    "Sort": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.x", "IsPresent": true, "Next": "Call" },
        { "Variable": "$.y", "IsPresent": true, "Next": "Done" }
      ],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;

const yaml = `StartAt: Call
States:
  Call:
    Type: Task
    Resource: arn:c
    Retry:
      - ErrorEquals: [X]
        MaxAttempts: 1
      - ErrorEquals: [Y]
        MaxAttempts: 2
    Next: Done
  Done:
    Type: Succeed
`;

function rebased(later: string, operation: Operation, earlier = json, syntax: Syntax = 'json') {
  const outcome = applyToLater(parse(earlier, syntax), parse(later, syntax), operation);
  return outcome.ok ? applyTextEdits(later, outcome.edits) : outcome.message;
}

type Change = readonly [from: string, to: string];

const changed = (text: string, ...changes: readonly Change[]): string =>
  changes.reduce((result, [from, to]) => {
    if (result.split(from).length !== 2) throw new Error(`The text has not one ${from}.`);
    return result.replace(from, () => to);
  }, text);

const overtaken =
  'The text has changed meanwhile where this edit belongs, so it was not made. Look at it again.';

const removeY: Operation = { kind: 'removeItem', id: 'Call', field: 'Retry', index: 1 };
const fieldOfY: Operation = { kind: 'removeField', id: 'Call', path: ['Retry', 1] };
const caught: Operation = {
  kind: 'removeTransition',
  scope: '',
  transition: { kind: 'catch', from: 'Call', index: 1 },
};
const ruled: Operation = {
  kind: 'removeTransition',
  scope: '',
  transition: { kind: 'choice', from: 'Sort', index: 1 },
};

const retrierBefore: Change = [
  '        { "ErrorEquals": ["X"], "MaxAttempts": 1 },\n',
  '        { "ErrorEquals": ["W"], "MaxAttempts": 9 },\n        { "ErrorEquals": ["X"], "MaxAttempts": 1 },\n',
];
const retrierBehind: Change = [
  '        { "ErrorEquals": ["Y"], "MaxAttempts": 2 }\n',
  '        { "ErrorEquals": ["Y"], "MaxAttempts": 2 },\n        { "ErrorEquals": ["Z"], "MaxAttempts": 9 }\n',
];
const withoutY: Change = [',\n        { "ErrorEquals": ["Y"], "MaxAttempts": 2 }', ''];

const addOn = (on: TransitionSource): Operation => ({
  kind: 'addState',
  scope: '',
  name: 'N',
  type: 'Pass',
  on,
});
const ruleBefore: Change = [
  '        { "Variable": "$.x"',
  '        { "Variable": "$.w", "IsPresent": true, "Next": "Done" },\n        { "Variable": "$.x"',
];

describe('of a later text', () => {
  it.each<readonly [what: string, change: Change, operation: Operation, then: Change]>([
    ['a retrier that has moved down goes', retrierBefore, removeY, withoutY],
    ['a member that has moved down goes', retrierBefore, fieldOfY, withoutY],
    [
      'a catcher that has moved down goes',
      [
        '        { "ErrorEquals": ["X"], "Next": "Sort" },\n',
        '        { "ErrorEquals": ["W"], "Next": "Sort" },\n        { "ErrorEquals": ["X"], "Next": "Sort" },\n',
      ],
      caught,
      [',\n        { "ErrorEquals": ["Y"], "Next": "Done" }', ''],
    ],
    [
      'a catcher is found behind what is no object',
      ['"Catch": [\n', '"Catch": [\n        "typing",\n'],
      caught,
      [',\n        { "ErrorEquals": ["Y"], "Next": "Done" }', ''],
    ],
    [
      'a rule that has moved down goes',
      [
        '        { "Variable": "$.x"',
        '        { "Variable": "$.w", "IsPresent": true, "Next": "Done" },\n        { "Variable": "$.x"',
      ],
      ruled,
      [',\n        { "Variable": "$.y", "IsPresent": true, "Next": "Done" }', ''],
    ],
    [
      'a rule comes behind those that there are',
      ['"$.x"', '"$.xx"'],
      { kind: 'addRule', id: 'Sort', to: 'Call' },
      [
        '"$.y", "IsPresent": true, "Next": "Done" }\n',
        '"$.y", "IsPresent": true, "Next": "Done" },\n        {\n          "Variable": "$.value",\n          "IsPresent": true,\n          "Next": "Call"\n        }\n',
      ],
    ],
    [
      'a step is led on, whatever else has changed in it',
      ['"Resource": "arn:c"', '"Resource": "arn:d"'],
      { kind: 'connect', id: 'Call', to: 'Done' },
      ['],\n      "Next": "Sort"', '],\n      "Next": "Done"'],
    ],
  ])('%s', (_what, change, operation, then) => {
    const later = changed(json, change);
    expect(rebased(later, operation)).toBe(changed(later, then));
  });

  it.each<readonly [what: string, change: Change, operation: Operation]>([
    ['the retrier has gone, and another has its index', withoutYFor('Z'), removeY],
    ['the retrier has gone, and none has its index', withoutY, removeY],
    [
      'the retrier is the only one left, so that its list would go too',
      ['        { "ErrorEquals": ["X"], "MaxAttempts": 1 },\n', ''],
      removeY,
    ],
    ['the retrier itself has changed', ['"MaxAttempts": 2', '"MaxAttempts": 3'], removeY],
    [
      'the rule has another target',
      ['"$.y", "IsPresent": true, "Next": "Done"', '"$.y", "IsPresent": true, "Next": "Call"'],
      ruled,
    ],
    [
      'Default leads elsewhere, where a new rule would',
      ['"Default": "Done"', '"Default": "Call"'],
      { kind: 'addRule', id: 'Sort' },
    ],
    [
      'Default has come, so that a line would be a rule',
      ['"Default": "Done"', '"Default": "Call"'],
      {
        kind: 'removeTransition',
        scope: '',
        transition: { kind: 'default', from: 'Sort', index: 0 },
      },
    ],
    [
      'the step leads elsewhere',
      ['],\n      "Next": "Sort"', '],\n      "Next": "Done"'],
      { kind: 'removeTransition', scope: '', transition: { kind: 'next', from: 'Call', index: 0 } },
    ],
    [
      'the step ends',
      ['],\n      "Next": "Sort"', '],\n      "End": true'],
      { kind: 'connect', id: 'Call', to: 'Done' },
    ],
  ])('nothing is changed when %s', (_what, change, operation) => {
    expect(rebased(changed(json, change), operation)).toBe(overtaken);
  });

  it('nothing is changed when a line was a Default and would be a rule', () => {
    const earlier = changed(json, [',\n      "Default": "Done"', '']);
    expect(rebased(json, { kind: 'connect', id: 'Sort', to: 'Call' }, earlier)).toBe(overtaken);
  });

  it.each<readonly [what: string, on: TransitionSource, change: Change, line: string]>([
    [
      'onto a rule that has moved down',
      { kind: 'choice', from: 'Sort', index: 1 },
      ruleBefore,
      '{ "Variable": "$.y", "IsPresent": true, "Next": "N" }',
    ],
    [
      'behind a step that has changed elsewhere',
      { kind: 'next', from: 'Call', index: 0 },
      ['"Resource": "arn:c"', '"Resource": "arn:d"'],
      '],\n      "Next": "N"',
    ],
  ])('a state comes %s', (_what, on, change, line) => {
    const after = rebased(changed(json, change), addOn(on));
    expect(after).toContain(line);
    expect(after.match(/"Next": "N"/g)).toHaveLength(1);
    expect(after).toContain(change[1]);
  });

  it('a state does not come onto a rule that has gone', () => {
    const rule = { kind: 'choice', from: 'Sort', index: 1 } as const;
    const gone: Change = [
      ',\n        { "Variable": "$.y", "IsPresent": true, "Next": "Done" }',
      '',
    ];
    expect(rebased(changed(json, gone), addOn(rule))).toBe(overtaken);
  });

  it('a state that stands on no transition comes, whatever has changed', () => {
    const alone: Operation = { kind: 'addState', scope: '', name: 'N', type: 'Pass' };
    expect(rebased(changed(json, ruleBefore), alone)).toContain('"N": {');
  });

  it('what refers to a state that has gone is refused in words', () => {
    const later = changed(json, ['    "Done"', '    "Over"']);
    expect(rebased(later, { kind: 'connect', id: 'Call', to: 'Done' })).toBe(overtaken);
    expect(rebased(later, { kind: 'addRule', id: 'Sort', to: 'Done' })).toBe(overtaken);
  });

  it('an item that comes last is put behind one that has come last meanwhile', () => {
    const later = changed(json, retrierBehind);
    const after = rebased(later, { kind: 'addItem', id: 'Call', field: 'Retry' });
    expect(after).toContain(
      '"Z"], "MaxAttempts": 9 },\n        {\n          "ErrorEquals": [\n            "States.TaskFailed"',
    );
  });

  it('YAML: a retrier that has moved down goes', () => {
    const later = changed(yaml, [
      '    Retry:\n',
      '    Retry:\n      - ErrorEquals: [W]\n        MaxAttempts: 9\n',
    ]);
    expect(rebased(later, removeY, yaml, 'yaml')).toBe(
      changed(later, ['      - ErrorEquals: [Y]\n        MaxAttempts: 2\n', '']),
    );
  });

  it('the latest texts find the item on the version that was seen', () => {
    const texts = new RecentTexts();
    const later = changed(json, retrierBefore);
    texts.add(1, parse(json, 'json'));
    texts.add(2, parse(later, 'json'));
    const [seen, latest] = [texts.apply(removeY, 1), texts.apply(removeY, 2)];
    expect(seen.ok && applyTextEdits(later, seen.edits)).toBe(changed(later, withoutY));
    expect(latest.ok && applyTextEdits(later, latest.edits)).toBe(
      changed(later, ['        { "ErrorEquals": ["X"], "MaxAttempts": 1 },\n', '']),
    );
  });
});

function withoutYFor(error: string): Change {
  return [
    '{ "ErrorEquals": ["Y"], "MaxAttempts": 2 }',
    `{ "ErrorEquals": ["${error}"], "MaxAttempts": 5 }`,
  ];
}
