import { describe, expect, it } from 'vitest';
import {
  findState,
  parse,
  queryLanguageOf,
  stateAt,
  stateById,
  stateId,
  toJson,
  walkStates,
  type StringNode,
  type Syntax,
} from '@stepthrough/asl';

const nested = `{
  // how an order is filled
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } },
        { "StartAt": "Each", "States": { "Each": { "Type": "Map", "End": true, "ItemProcessor": {
          "StartAt": "A/B", "States": { "A/B": { "Type": "Succeed", "QueryLanguage": "JSONata" } } } } } }
      ],
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}`;

describe('a typed machine', () => {
  const document = parse(nested, 'json');

  it('lists every state before the states inside it', () => {
    const states = document.machine ? [...walkStates(document.machine)] : [];
    expect(states.map((state) => `${state.type} ${stateId(state)}`)).toEqual([
      'Parallel Both',
      'Pass Both[0]/A',
      'Map Both[1]/Each',
      'Succeed Both[1]/Each/A%2FB',
      'Succeed Done',
    ]);
  });

  it('finds a state by its id, by its name and by an offset inside it', () => {
    const { machine } = document;
    if (!machine) throw new Error('no machine');
    const inner = stateById(machine, 'Both[1]/Each/A%2FB');
    expect(inner && queryLanguageOf(inner)).toBe('JSONata');
    expect(stateAt(document, nested.indexOf('Succeed'))).toBe(inner);
    expect(findState(machine, 'Done')?.type).toBe('Succeed');
  });

  it('keeps the comments of the text', () => {
    expect(document.comments.map((comment) => comment.text)).toEqual(['// how an order is filled']);
  });
});

describe('what cannot be read is a problem with a place, and the rest is still there', () => {
  const cases: [Syntax, string, string, string][] = [
    ['json', '', '', 'A value is expected here.'],
    ['json', '{ "StartAt": }', '}', 'A value is expected here.'],
    [
      'json',
      '{ "StartAt": "A" "States": {} }',
      '"States"',
      'A comma is expected here, between two members.',
    ],
    ['json', '{ "Comment": "open', '"open', 'The string is not closed; write " at its end.'],
    [
      'json',
      `${'['.repeat(600)}`,
      '[',
      'The document nests more than 500 levels deep; a state machine needs far fewer.',
    ],
    ['yaml', 'StartAt: *nowhere\n', '*nowhere', 'No anchor &nowhere stands before this alias.'],
  ];
  it.each(cases)('%s %s', (syntax, text, where, message) => {
    const [problem] = parse(text, syntax).problems;
    expect(problem && text.slice(problem.range.start, problem.range.end)).toBe(where);
    expect(problem?.message).toBe(message);
  });
});

describe('substitutions are filled in at deployment', () => {
  it.each<[Syntax, string]>([
    ['json', '{ "StartAt": ${First}, "States": {} }'],
    ['yaml', 'StartAt: ${First}\nStates: {}\n'],
    ['yaml', 'StartAt: !Ref First\nStates: {}\n'],
  ])('%s %s', (syntax, text) => {
    const document = parse(text, syntax);
    expect(document.problems).toEqual([]);
    expect(document.machine?.startAt?.value).toBe('${First}');
    expect(document.machine?.startAt?.node.kind).toBe('placeholder');
  });
});

describe('YAML anchors, aliases and merge keys give their values', () => {
  it('resolves them in place', () => {
    const text = [
      'States:',
      '  A: &task',
      '    Type: Task',
      '    Resource: arn:a # the first',
      '    End: true',
      '  B:',
      '    <<: *task',
      '    Resource: arn:b',
      '  C: *task',
    ].join('\n');
    const document = parse(text, 'yaml');
    expect(document.root && toJson(document.root)).toEqual({
      States: {
        A: { Type: 'Task', Resource: 'arn:a', End: true },
        B: { Type: 'Task', End: true, Resource: 'arn:b' },
        C: { Type: 'Task', Resource: 'arn:a', End: true },
      },
    });
    expect(document.comments.map((comment) => comment.text)).toEqual(['# the first']);
  });
});

describe('a character of a string has a place in the text', () => {
  it.each<[Syntax, string, string]>([
    ['json', '{ "Comment": "a \\"b\\" \\u0041#x" }', '#'],
    ['yaml', 'Comment: plain #x', ''],
    ['yaml', 'Comment: "q \\"uo#te"', '#'],
    ['yaml', "Comment: 'it''s #x'", '#'],
    ['yaml', 'Comment: |\n  first\n    second\n  #third\n', '#'],
    ['yaml', 'Comment: >-\n  first\n  second #x\n', '#'],
  ])('%s %s', (syntax, text, wanted) => {
    const { machine, layout } = parse(text, syntax);
    const node = machine?.comment?.node as StringNode;
    if (wanted === '') return expect(node.value).toBe('plain');
    expect(layout.offsetInString(node, node.value.indexOf(wanted))).toBe(text.indexOf(wanted));
  });
});
