import { readScenario, scenarioSchema, SimulationProblem } from '@stepthrough/scenario';
import { listStarts, loadScenario } from '@stepthrough/simulator';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarioOf } from './world.ts';

const problemsOf = (text: string) =>
  readScenario(text, 'x.scenario.yaml').problems.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );

describe('a scenario file', () => {
  it.each([
    [
      'an unknown field',
      'scenario: 1\nanwsers: []',
      ['2:1 The scenario has no field "anwsers". Did you mean "answers"?'],
    ],
    ['a wrong type', 'scenario: one', ['1:11 The scenario.scenario must be a number, not "one".']],
    [
      'a duration without a unit',
      'resources:\n  queues:\n    q: { visibilityTimeout: soon }',
      [
        '3:29 The scenario.resources.queues.q.visibilityTimeout must be a duration such as 300ms, 30s, 5m, 12h or 14d (a number means seconds), not "soon".',
      ],
    ],
    [
      'a start of two kinds',
      'starts:\n  both: { input: {}, rule: nightly }',
      [
        '2:9 The scenario.starts.both must have exactly one of input, http, messages, event, rule, websocket, object, notification, item, invoke, stop.',
      ],
    ],
    [
      'a consumer of a queue that nobody declares',
      'consumers:\n  - queue: nowhere\n    script: []',
      ['2:12 There is no queue "nowhere" in "resources.queues"; declare it there: nowhere: {}.'],
    ],
    [
      'a missing field',
      'consumers:\n  - queue: q',
      ['2:5 The scenario.consumers[0] needs the field "script".'],
    ],
  ])('with %s is refused at its place', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('that is missing is named, with a remedy', () => {
    expect(() => loadScenario('/nowhere/a.scenario.yaml')).toThrow(SimulationProblem);
    expect(() => loadScenario('/nowhere/a.scenario.yaml')).toThrow(
      '/nowhere/a.scenario.yaml: there is no such scenario file.',
    );
  });

  it('lists its starts for a picker', () => {
    const scenario = scenarioOf(`
resources: { queues: { q: {} }, apis: { shop: { routes: { POST /orders: { integration: Mock } } } } }
starts:
  shop: { http: { method: POST, path: /orders, body: {} } }
  partner: { messages: { queue: q, send: [{ body: a }, { body: b }] } }
  direct: { input: { a: 1 } }
`);
    expect(listStarts(scenario)).toEqual([
      { name: 'shop', description: 'API Gateway · POST /orders' },
      { name: 'partner', description: 'SQS · q (2 messages)' },
      { name: 'direct', description: 'StartExecution' },
    ]);
  });

  it('has a JSON Schema that says what the parser checks', () => {
    const file = join(import.meta.dirname, '../../packages/scenario/src/schema.json');
    const text = `${JSON.stringify(scenarioSchema(), undefined, 2)}\n`;
    if (process.env['UPDATE'] !== undefined) writeFileSync(file, text);
    expect(existsSync(file) && JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text));
  });
});

describe('G20: a MockConfigFile', () => {
  const config = (ranges: string) =>
    `{"StateMachines": {"m": {"TestCases": {"Happy": {"A": "Mocked"}}}}, "MockedResponses": {"Mocked": {${ranges}}}}`;

  it('is a scenario as it stands', () => {
    expect(
      readScenario(
        config('"0": {"Return": 1}, "1-2": {"Throw": {"Error": "E"}}'),
        'MockConfigFile.json',
      ).problems,
    ).toEqual([]);
  });

  it.each([
    [
      'a gap',
      '"0": {"Return": 1}, "2": {"Return": 1}',
      'The mocked response "Mocked" has no answer for invocation 1: numbers must follow each other without a gap.',
    ],
    [
      'both answers',
      '"0": {"Return": 1, "Throw": {"Error": "E"}}',
      'Invocation "0" of the mocked response "Mocked" must have either "Return" or "Throw".',
    ],
    [
      'no error name',
      '"0": {"Throw": {}}',
      '"Throw" of the mocked response "Mocked" needs "Error", the error\'s name.',
    ],
  ])('with %s is refused', (_what, ranges, message) => {
    const { problems } = readScenario(config(ranges), 'MockConfigFile.json');
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });
});
