import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const ship = JSON.stringify({
  StartAt: 'Ship',
  States: {
    Ship: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f' },
      End: true,
    },
  },
});

const mocks = JSON.stringify({
  Assert: {},
  StateMachines: {
    ship: { TestCases: { Happy: { Ship: 'Shipped' } } },
    bill: { TestCases: { Late: { Charge: 'Shipped' } } },
  },
  MockedResponses: { Shipped: { '0': { Return: { Payload: { ok: true } } } } },
});

function files(): { readonly machine: string; readonly mockFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-cli-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const machine = join(folder, 'ship.asl.json');
  const mockFile = join(folder, 'MockConfigFile.json');
  writeFileSync(machine, ship);
  writeFileSync(mockFile, mocks);
  return { machine, mockFile };
}

it('a mock file runs with what it has beside, which is warned of', async () => {
  const { machine, mockFile } = files();
  const { code, stdout, stderr } = await stepthrough([
    'run',
    machine,
    '--scenario',
    mockFile,
    '--test-case',
    'Happy',
    '--input',
    '{}',
    '--quiet',
  ]);
  expect(stderr).toBe(
    `${mockFile}:1:2: warning: A mock file has no field "Assert"; it is passed over.\n`,
  );
  expect(stdout).toMatch(/^SUCCEEDED\n/);
  expect(code).toBe(0);
});

it('a test case of another machine is told with those that there are', async () => {
  const { machine, mockFile } = files();
  const { code, stderr } = await stepthrough([
    'run',
    machine,
    '--scenario',
    mockFile,
    '--test-case',
    'Late',
    '--quiet',
  ]);
  expect(stderr).toContain('has no test case "Late" for the machine "ship"; it has Happy.');
  expect(code).toBe(1);
});

it('the test cases of a mock file run against the machines that they name', async () => {
  const { machine, mockFile } = files();
  const all = await stepthrough(['test', mockFile]);
  expect(all.stdout).toContain(':1:2: warning: A mock file has no field "Assert"');
  expect(all.stdout).toMatch(/✓ Happy \(/);
  expect(all.stdout).toContain('the machine "bill" has no definition; put bill.asl.json beside');
  expect(all.stdout).toMatch(/1 passed, 1 failed\n$/);
  expect(all.code).toBe(1);
  const one = await stepthrough(['test', mockFile, '--definition', machine]);
  expect(one.stdout).toMatch(/1 passed, 0 failed\n$/);
  expect(one.code).toBe(0);
});
