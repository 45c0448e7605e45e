import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepthrough-cli-'));
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  writeFileSync(
    file('broken.asl.json'),
    '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "End": true, "Colour": 1 }\n  }\n}\n',
  );
  writeFileSync(
    file('template.yaml'),
    [
      'Resources:',
      '  Machine:',
      '    Type: AWS::Serverless::StateMachine',
      '    Properties:',
      '      Definition:',
      '        StartAt: A',
      '        States:',
      '          A: { Type: Pass, Next: B }',
      '',
    ].join('\n'),
  );
  writeFileSync(file('plain.yaml'), 'Resources: {}\n');
  writeFileSync(file('text.json'), '{ "StartAt": ');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('stepthrough validate', () => {
  it('finds nothing wrong with the samples', async () => {
    const { code, stdout } = await stepthrough([
      'validate',
      'samples/order-fulfilment/order.asl.json',
      'samples/order-fulfilment/order.asl.yaml',
    ]);
    expect(stdout).not.toMatch(/: (?:error|warning): /);
    expect(code).toBe(0);
  });

  it('prints one JSON array, and exits with 1 for errors', async () => {
    const { code, stdout } = await stepthrough([
      'validate',
      file('broken.asl.json'),
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: file('broken.asl.json'),
        code: 'state.unknownField',
        severity: 'error',
        message: expect.stringContaining('"Colour"') as string,
        range: { start: { line: 3, character: 40 }, end: { line: 3, character: 48 } },
      },
    ]);
  });

  it('checks definitions inside templates, at their place in the template', async () => {
    const { code, stdout } = await stepthrough(['validate', file('template.yaml')]);
    expect(stdout).toMatch(/template\.yaml:8:34: error: .*"B".*\[graph\.target\]/);
    expect(code).toBe(1);
  });

  it('says of a template without a definition that there is none', async () => {
    const { code, stdout, stderr } = await stepthrough(['validate', file('plain.yaml')]);
    expect(stderr).toMatch(/plain\.yaml: this template holds no definition/);
    expect(stdout).toBe('No problems.\n');
    expect(code).toBe(0);
  });

  it('leaves files of other languages alone, and says so', async () => {
    const { code, stdout, stderr } = await stepthrough(['validate', 'README.md']);
    expect(stderr).toMatch(/^README\.md is neither JSON nor YAML/);
    expect(stdout).toBe('Nothing was checked.\n');
    expect(code).toBe(2);
    const order = 'samples/order-fulfilment/order.asl.yaml';
    const both = await stepthrough(['validate', 'README.md', order]);
    expect(both.stderr).toMatch(/^README\.md is neither JSON nor YAML/);
    expect(both.code).toBe(0);
  });

  it('takes a file that is no template for a definition', async () => {
    const { code, stdout } = await stepthrough(['validate', file('text.json')]);
    expect(stdout).toMatch(/text\.json:1:\d+: error: /);
    expect(code).toBe(1);
  });

  it('writes SARIF', async () => {
    const { stdout } = await stepthrough([
      'validate',
      file('broken.asl.json'),
      '--format',
      'sarif',
    ]);
    const log = JSON.parse(stdout) as Sarif;
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    const [result] = run?.results ?? [];
    expect(result).toMatchObject({ ruleId: 'state.unknownField', level: 'error' });
    expect(run?.tool.driver.rules[result?.ruleIndex ?? -1]).toMatchObject({
      id: 'state.unknownField',
      helpUri: expect.stringMatching(/^https:/) as string,
    });
    expect(result?.locations[0]?.physicalLocation.region).toEqual({
      startLine: 4,
      startColumn: 41,
      endLine: 4,
      endColumn: 49,
    });
  });

  it.each([
    { args: ['validate'], code: 2, says: /^Name the files to check\./ },
    { args: ['validate', 'nowhere.json'], code: 1, says: /^nowhere\.json cannot be read/ },
    {
      args: ['validate', 'x.json', '--format', 'xml'],
      code: 2,
      says: /^--format takes text, json, sarif, not "xml"\./,
    },
  ])('refuses $args in words', async ({ args, code, says }) => {
    const ended = await stepthrough(args);
    expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly unknown[] } };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly locations: readonly {
        readonly physicalLocation: { readonly region: unknown };
      }[];
    }[];
  }[];
}
