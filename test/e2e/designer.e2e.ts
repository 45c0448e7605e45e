import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lineOfState } from './samples.ts';
import { windowOfEachTest } from './window.ts';

const file = 'order.asl.json';
const path = `order-fulfilment/${file}`;
const window = windowOfEachTest('designer');

beforeEach(async () => {
  const { workbench } = window();
  await workbench.openFile(file);
  await workbench.runCommand('Stepthrough: Open Designer to the Side');
  await state('ValidateOrder').waitFor();
});

describe('the designer in VS Code', () => {
  it('adds a state on a transition; one Ctrl+Z restores the text byte for byte', async () => {
    const { workbench } = window();
    const original = text();
    const designer = workbench.webview();
    await designer.getByLabel('Add a state between ValidateOrder and RememberOrder').click();
    await designer.getByLabel('Filter state types').fill('wait');
    await workbench.page.keyboard.press('Enter');
    await state('Wait').waitFor();
    const wait =
      '    "Wait": {\n      "Type": "Wait",\n      "Seconds": 60,\n      "Next": "RememberOrder"\n    },\n';
    const remember = '    "RememberOrder": {';
    await saves(
      original
        .replace('"Next": "RememberOrder"', '"Next": "Wait"')
        .replace(remember, wait + remember),
    );

    await workbench.page.keyboard.press('Control+Z');
    await state('Wait').waitFor({ state: 'detached' });
    await saves(original);
  });

  it('selects the text of a state, and the state of a text', async () => {
    const { workbench } = window();
    await state('RememberOrder').click();
    const selected = new RegExp(`^${lineOf('RememberOrder')}$`);
    await workbench.editor(file).locator('.active-line-number', { hasText: selected }).waitFor();
    await workbench.goToLine(file, lineOf('ReserveStock'));
    await state('ReserveStock').and(workbench.webview().locator('.state-selected')).waitFor();
  });

  it('toggles breakpoints of VS Code', async () => {
    const { workbench } = window();
    const breakpoint = workbench
      .editor(file)
      .locator('.glyph-margin-widgets .codicon-debug-breakpoint');
    await state('RememberOrder').click();
    await workbench.page.keyboard.press('F9');
    await breakpoint.waitFor();
    await workbench.page.keyboard.press('F9');
    await breakpoint.waitFor({ state: 'detached' });
  });

  it('keeps the last good graph while the text is broken, and follows when it is mended', async () => {
    const { workbench } = window();
    const complaint = workbench
      .webview()
      .getByRole('status')
      .filter({ hasText: /cannot be read/ });
    const original = text();
    await workbench.goToLine(file, lineOf('ValidateOrder'));
    await workbench.page.keyboard.type('"Unfinished": {');
    await complaint.waitFor();
    expect(await state('ValidateOrder').count()).toBe(1);
    // What is saved follows the file, once nothing is left to save over it.
    await workbench.runCommand('File: Save All');
    await expect.poll(text, { timeout: 60_000 }).toContain('"Unfinished": {');
    writeFileSync(join(window().folder, path), original);
    await complaint.waitFor({ state: 'detached' });
    await state('ValidateOrder').waitFor();
  });
});

function state(id: string) {
  return window().workbench.webview().locator(`[data-state="${id}"]`);
}

function lineOf(name: string): number {
  return lineOfState(window().folder, path, name);
}

/** The file as it is on disk. */
function text(): string {
  return readFileSync(join(window().folder, path), 'utf8');
}

/** VS Code may have saved by itself before it is told to. */
async function saves(expected: string): Promise<void> {
  await window().workbench.runCommand('File: Save All');
  await expect.poll(text, { timeout: 60_000 }).toBe(expected);
}
