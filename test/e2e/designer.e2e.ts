import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { copySamples, launchBrowser, Workbench } from './workbench.ts';

const folder = copySamples(inject('workspaces'));
const path = join(folder, 'order-fulfilment/order.asl.json');
const original = readFileSync(path, 'utf8');
const browser = await launchBrowser(inject('chromium'));

let workbench: Workbench;

beforeEach(async () => {
  workbench = await Workbench.open(browser, 'designer', inject('server'), {
    folder,
    extension: inject('extension'),
  });
  await workbench.openFile('order.asl.json');
  await workbench.runCommand('Stepthrough: Open Designer to the Side');
  await state('ValidateOrder').waitFor();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await workbench.screenshot(`failed-${task.name}`);
  await workbench.close();
});

afterAll(async () => {
  await browser.close();
});

describe('the designer in VS Code', () => {
  it('adds a state on a transition; one Ctrl+Z restores the text byte for byte', async () => {
    const designer = workbench.webview();
    await designer.getByLabel('Add a state between ValidateOrder and RememberOrder').click();
    await designer.getByLabel('Filter state types').fill('wait');
    await workbench.page.keyboard.press('Enter');
    await state('Wait').waitFor();
    const added = await saved();
    const wait =
      '    "Wait": {\n      "Type": "Wait",\n      "Seconds": 60,\n      "Next": "RememberOrder"\n    },\n';
    expect(added).toContain(wait);
    expect(added.replace(wait, '').replace('"Next": "Wait"', '"Next": "RememberOrder"')).toBe(
      original,
    );

    await workbench.page.keyboard.press('Control+Z');
    await state('Wait').waitFor({ state: 'detached' });
    expect(await saved()).toBe(original);
  });

  it('selects the text of a state, and the state of a text', async () => {
    await state('RememberOrder').click();
    await workbench.page.locator('.active-line-number', { hasText: /^36$/ }).waitFor();
    await workbench.goToLine(45);
    await workbench.webview().locator('.state-selected[data-state="ReserveStock"]').waitFor();
  });

  it('toggles breakpoints of VS Code', async () => {
    await state('RememberOrder').click();
    await workbench.page.keyboard.press('F9');
    await workbench.page.locator('.glyph-margin-widgets .codicon-debug-breakpoint').waitFor();
    await workbench.page.keyboard.press('F9');
    await workbench.page
      .locator('.glyph-margin-widgets .codicon-debug-breakpoint')
      .waitFor({ state: 'detached' });
  });

  it('keeps the last good graph while the text is broken, and follows when it is mended', async () => {
    await workbench.goToLine(7);
    await workbench.page.keyboard.type('"Unfinished": {');
    await workbench
      .webview()
      .getByRole('status')
      .filter({ hasText: /cannot be read/ })
      .waitFor();
    expect(await state('ValidateOrder').count()).toBe(1);
    for (let undone = 0; undone < 3; undone += 1) await workbench.page.keyboard.press('Control+Z');
    await workbench
      .webview()
      .getByRole('status')
      .filter({ hasText: /cannot be read/ })
      .waitFor({
        state: 'detached',
      });
  });
});

function state(id: string) {
  return workbench.webview().locator(`[data-state="${id}"]`);
}

/** The file on disk after saving what has changed. */
async function saved(): Promise<string> {
  const unsaved = workbench.page.locator('.tab.dirty').first();
  await unsaved.waitFor();
  await workbench.runCommand('File: Save All');
  await unsaved.waitFor({ state: 'detached' });
  return readFileSync(path, 'utf8');
}
