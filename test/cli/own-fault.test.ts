import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const machine = {
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'jobs', MessageBody: 'x' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Saved' }],
      End: true,
    },
    Saved: { Type: 'Succeed' },
  },
};

const message =
  /This is a fault of Stepthrough, not an answer of AWS: sqs SendMessage, state "Send" of execution ".+": planted\. Please report it/;

/** A bundle has its own services, in which nothing can be planted. */
const fromSource = (args: readonly string[]) => stepthrough(args, 'cli/src/main.ts');

describe('an error of our own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-cli-'));
  const definition = join(folder, 'send.asl.json');
  const scenario = join(folder, 'send.scenario.yaml');

  beforeAll(() => {
    writeFileSync(definition, JSON.stringify(machine));
    writeFileSync(
      scenario,
      'scenario: 1\ndefinition: send.asl.json\nresources: { queues: { jobs: {} } }\ninput: {}\n',
    );
  });

  beforeEach(() => {
    const planted = pathToFileURL(join(import.meta.dirname, 'planted-fault.ts')).href;
    vi.stubEnv('NODE_OPTIONS', `--import=${planted}`);
    vi.stubEnv('DEBUG', '');
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends a run with its message and without a stack', async () => {
    const { code, stdout, stderr } = await fromSource(['run', definition]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).not.toContain('SUCCEEDED');
  });

  it('shows its stack to whoever asks for it', async () => {
    vi.stubEnv('DEBUG', '1');
    for (const args of [
      ['run', definition],
      ['test', scenario],
    ]) {
      expect((await fromSource(args)).stderr).toMatch(/TypeError: planted\n {4}at /);
    }
  });

  it('fails a test case, in text and as JSON', async () => {
    const { code, stdout, stderr } = await fromSource(['test', scenario]);
    expect(code).toBe(1);
    expect(stdout).toMatch(message);
    expect(`${stdout}${stderr}`).not.toMatch(/^ *at /m);
    const json = await fromSource(['test', scenario, '--format', 'json']);
    expect(json.code).toBe(1);
    const reports: unknown = JSON.parse(json.stdout);
    expect(reports).toMatchObject([{ cases: [{ passed: false }] }]);
    expect(json.stdout).not.toContain('"fault"');
  });
});
