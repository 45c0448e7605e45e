import { launchConfigurationProblem } from '@stepthrough/protocol';
import { describe, expect, it } from 'vitest';

const program = '/a/b.asl.json';
const noProgram =
  'The launch configuration needs "program": the path of an .asl.json or .asl.yaml file.';

describe('a launch configuration', () => {
  it.each<[value: unknown, problem: string]>([
    [undefined, 'The launch configuration must be an object.'],
    [null, 'The launch configuration must be an object.'],
    ['b.asl.json', 'The launch configuration must be an object.'],
    [{}, noProgram],
    [[], noProgram],
    [{ program: '' }, noProgram],
    [{ program: 5 }, noProgram],
  ])('%j has no program', (value, problem) => {
    expect(launchConfigurationProblem(value)).toBe(problem);
  });

  it.each<[name: string, type: string, right: unknown, wrong: unknown]>([
    ['scenario', 'string', 'a', 1],
    ['start', 'string', 'a', null],
    ['testCase', 'string', 'a', ['a']],
    ['inputFile', 'string', 'a', {}],
    ['seed', 'number', 0, '0'],
    ['stopOnEntry', 'boolean', false, 'no'],
    ['noDebug', 'boolean', true, 1],
    ['timeScale', 'number', 0.5, '60'],
    ['canChooseStart', 'boolean', true, null],
  ])('takes as %s a %s', (name, type, right, wrong) => {
    expect(launchConfigurationProblem({ program, [name]: right })).toBeUndefined();
    expect(launchConfigurationProblem({ program, [name]: undefined })).toBeUndefined();
    expect(launchConfigurationProblem({ program, [name]: wrong })).toBe(
      `"${name}" in the launch configuration must be a ${type}, not ${JSON.stringify(wrong)}.`,
    );
  });

  it.each([undefined, 'virtual', 'scaled', 'real'])('takes the clock %s', (clock) => {
    expect(launchConfigurationProblem({ program, clock })).toBeUndefined();
  });

  it.each([null, '', 'Real', 1, ['real']])('takes no clock %j', (clock) => {
    expect(launchConfigurationProblem({ program, clock })).toBe(
      `"clock" in the launch configuration is "virtual", "scaled" or "real", not ${JSON.stringify(clock)}.`,
    );
  });

  it('takes any input, and what other clients add', () => {
    for (const input of [null, 1, 'a', [], {}]) {
      expect(launchConfigurationProblem({ program, input, type: 'stepthrough' })).toBeUndefined();
    }
  });
});
