import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver, type Files } from './driver.ts';

const good = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}';

/** What a newcomer can get wrong, and the sentence that helps. `%` stands for the folder. */
const rows: readonly {
  readonly what: string;
  readonly files: Files;
  readonly configuration: { readonly program?: string; readonly [option: string]: unknown };
  readonly message: string | RegExp;
}[] = [
  {
    what: 'a definition that is not there',
    files: {},
    configuration: {},
    message:
      '%/machine.asl.json: there is no such file. It should be the definition ("program" in the launch configuration).',
  },
  {
    what: 'invalid JSON, with its line',
    files: { 'machine.asl.json': '{\n  "StartAt": "A",\n  "States": {]\n}' },
    configuration: {},
    message: /machine\.asl\.json:3:\d+: /,
  },
  {
    what: 'invalid YAML, with its line',
    files: { 'machine.asl.yaml': 'StartAt: A\nStates:\n  A: {Type: Pass\n' },
    configuration: { program: 'machine.asl.yaml' },
    message: /machine\.asl\.yaml:\d+:\d+: /,
  },
  {
    what: 'no States',
    files: { 'machine.asl.json': '{"StartAt": "A"}' },
    configuration: {},
    message:
      '%/machine.asl.json is no state machine: it needs "StartAt" and an object "States" with at least one state.',
  },
  {
    what: 'a StartAt that leads nowhere',
    files: { 'machine.asl.json': good.replace('"StartAt": "A"', '"StartAt": "B"') },
    configuration: {},
    message:
      '%/machine.asl.json: "StartAt" names the state "B", which does not exist; there are A.',
  },
  {
    what: 'an input file that is not there',
    files: { 'machine.asl.json': good },
    configuration: { inputFile: 'in.json' },
    message:
      '%/in.json: there is no such file. It should be the input ("inputFile" in the launch configuration).',
  },
  {
    what: 'an input file that is no JSON',
    files: { 'machine.asl.json': good, 'in.json': '{"a": }' },
    configuration: { inputFile: 'in.json' },
    message: /in\.json:1:\d+: /,
  },
  {
    what: 'a scenario that is not there',
    files: { 'machine.asl.json': good },
    configuration: { scenario: 'none.scenario.yaml' },
    message: /none\.scenario\.yaml: there is no such scenario file/,
  },
  {
    what: 'a start that the scenario does not have',
    files: {
      'machine.asl.json': good,
      'machine.scenario.yaml':
        'scenario: 1\nstarts:\n  shop: { input: {} }\n  mail: { input: {} }\n',
    },
    configuration: { start: 'shpo' },
    message: /There is no start "shpo" in .*; it has "shop", "mail"\./,
  },
  {
    what: 'an option of the wrong type',
    files: { 'machine.asl.json': good },
    configuration: { seed: 'seven' },
    message: '"seed" in the launch configuration must be a number, not "seven".',
  },
];

describe('a launch is refused in words for', () => {
  it.each(rows)('$what', async ({ files, configuration, message }) => {
    const driver = new Driver(files);
    onTestFinished(() => {
      driver.dispose();
    });
    const response = await driver.launch(configuration);
    expect(response.success).toBe(false);
    const said = (response.message ?? '').replaceAll(driver.folder, '%');
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
    expect(said).not.toMatch(/\bat .*\.ts:\d/);
    expect(response.body).toMatchObject({ error: { showUser: true } });
  });
});
