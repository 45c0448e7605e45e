import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepthrough-cli-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('stepthrough test', () => {
  it('counts the starts that do what their scenario expects', async () => {
    const { code, stdout } = await stepthrough([
      'test',
      'samples/order-fulfilment/order.scenario.yaml',
    ]);
    expect(stdout).toMatch(/✓ web shop/);
    expect(stdout).toMatch(/^3 passed, 0 failed$/m);
    expect(code).toBe(0);
  });

  it('shows the place of a broken expectation, and writes it for continuous integration', async () => {
    const definition = join(folder, 'greet.asl.json');
    const scenario = join(folder, 'greet.scenario.yaml');
    const report = join(folder, 'report.xml');
    const states = { Greet: { Type: 'Pass', Result: 'hello', End: true } };
    writeFileSync(definition, JSON.stringify({ StartAt: 'Greet', States: states }));
    writeFileSync(
      scenario,
      [
        'scenario: 1',
        'starts:',
        '  "<a & b>": { input: {} }',
        'expect:',
        '  executions:',
        '    - { status: FAILED }',
        '',
      ].join('\n'),
    );
    const { code, stdout } = await stepthrough(['test', scenario, '--junit', report]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/greet\.scenario\.yaml:6:\d+: .*FAILED/);
    expect(stdout).toMatch(/^0 passed, 1 failed$/m);
    const xml = readFileSync(report, 'utf8');
    expect(xml).toMatch(/<testcase name="&lt;a &amp; b&gt;"/);
    expect(xml).toMatch(/<failure message="[^"]*FAILED/);
  });

  it('runs only the named starts, and prints JSON for programs', async () => {
    const { code, stdout } = await stepthrough([
      ...['test', 'samples/order-fulfilment/order.scenario.yaml'],
      ...['--only', 'direct', '--format', 'json'],
    ]);
    expect(JSON.parse(stdout)).toMatchObject([
      { problems: [], cases: [{ name: 'direct', passed: true, failures: [] }] },
    ]);
    expect(code).toBe(0);
  });

  it('counts a scenario that cannot be read as failed', async () => {
    const scenario = join(folder, 'wrong.scenario.yaml');
    writeFileSync(scenario, 'scenario: 1\nstart: {}\n');
    const { code, stdout } = await stepthrough(['test', scenario]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/wrong\.scenario\.yaml:2:1: .*start/);
    expect(stdout).toMatch(/^0 passed, 1 failed$/m);
  });
});
