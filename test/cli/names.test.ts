import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const machine = `{
  "StartAt": "NAME",
  "States": {
    "NAME": { "Type": "Pass", "Result": { "NAME": 1 }, "ResultPath": "$.NAME", "Next": "NAME2" },
    "NAME2": { "Type": "Succeed" }
  }
}`;

const scenario = `definition: machine.asl.json
starts:
  NAME:
    input: { NAME: {} }
    expect: { executions: [{ outputEquals: { NAME: { NAME: 1 } } }] }
`;

describe.each(['constructor', '__proto__'])('a name %s', (name) => {
  let folder = '';
  const path = (file: string): string => join(folder, file);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'names-'));
    writeFileSync(path('machine.asl.json'), machine.replaceAll('NAME', name));
    writeFileSync(path('machine.scenario.yaml'), scenario.replaceAll('NAME', name));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is no command', async () => {
    const { code, stderr } = await stepthrough([name]);
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no command "${name}".`);
  });

  it('starts a run, and names a state and a member of its output', async () => {
    const file = path('machine.asl.json');
    const { code, stdout } = await stepthrough(['run', file, '--start', name, '--quiet']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).toEqual(
      JSON.parse(`{ "${name}": { "${name}": 1 } }`),
    );
  });

  it('is tested, validated and drawn', async () => {
    expect((await stepthrough(['test', path('machine.scenario.yaml')])).code).toBe(0);
    expect((await stepthrough(['validate', path('machine.asl.json')])).code).toBe(0);
    const { stdout } = await stepthrough(['render', path('machine.asl.json')]);
    expect(stdout).toContain(`["${name}"]`);
  });
});
