/** A second client than VS Code: Neovim 0.7 or newer, without plugins. */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { folderWith } from './client.ts';

const isThere = spawnSync('nvim', ['--version']).status === 0;

const machine = `{
  "StartAt": "First",
  "States": {
    "First": { "Type": "Pass", "Next": "Lost" },
    "Last": { "Type": "Succeed" }
  }
}
`;

describe.skipIf(!isThere)('Neovim (skipped: install the package neovim to run it)', () => {
  it('shows diagnostics, completes and renames', async () => {
    const folder = folderWith({ 'order.asl.json': machine });
    const out = join(folder, 'result.json');
    const program = join(import.meta.dirname, '../../cli/src/main.ts');
    const setting = [
      join(folder, 'order.asl.json'),
      out,
      [process.execPath, program, 'language-server', '--stdio'],
    ];
    const script = join(import.meta.dirname, 'neovim.lua');
    await promisify(execFile)(
      'nvim',
      ['--headless', '-u', 'NONE', '-n', '-c', `luafile ${script}`],
      {
        env: { ...process.env, STEPTHROUGH_TEST: JSON.stringify(setting), HOME: folder },
        timeout: 60_000,
      },
    );
    const result: unknown = JSON.parse(readFileSync(out, 'utf8'));
    expect(result).toEqual({
      diagnostics: [
        '4 graph.target: Next cannot lead to "Lost": it does not exist. Did you mean "Last"?',
        '5 graph.unreachable: No path from StartAt leads to the state "Last".',
      ],
      labels: ['First', 'Last'],
      text: machine.replace('Lost', 'Done').replace('Last', 'Done').trimEnd(),
    });
  });
});
