import { describe, expect, it } from 'vitest';
import { sample as samples, sharedBrowser } from './browser.ts';
import { DesignerPage } from './page.ts';

const browser = sharedBrowser();
const sample = samples.json;

describe('the designer', () => {
  it('draws every state, container and end of a machine', async () => {
    const { page } = await DesignerPage.open(browser(), sample, 'json');
    await page.locator('[data-state="ValidateOrder"]').waitFor();
    for (const id of [
      'ReserveStock',
      'ReserveStock/ReserveLine',
      'ShipAndTell[1]/TellCustomer',
      'OrderRejected',
    ]) {
      expect(await page.locator(`[data-state="${id}"]`).count(), id).toBe(1);
    }
    expect(await page.locator('.edge-label-choice').innerText()).toContain('Large orders');
    await page.close();
  });

  it('adds a state on a transition, with the fewest changes of the text', async () => {
    const designer = await DesignerPage.open(browser(), sample, 'json');
    const { page } = designer;
    await page.getByLabel('Add a state between CoolingOff and ShipAndTell').click();
    await page.getByLabel('Filter state types').fill('pass');
    await page.keyboard.press('Enter');
    await page.locator('[data-state="Pass"]').waitFor();
    const added = '    "Pass": {\n      "Type": "Pass",\n      "Next": "ShipAndTell"\n    },\n';
    expect(designer.text).toContain(added);
    expect(
      designer.text.replace(added, '').replace('"Next": "Pass"', '"Next": "ShipAndTell"'),
    ).toBe(sample);
    await page.close();
  });

  it('renames by the inspector, deletes by the keyboard, and says why it cannot', async () => {
    const designer = await DesignerPage.open(browser(), sample, 'json');
    const { page } = designer;
    await page.locator('[data-state="CoolingOff"]').click();
    await page.getByRole('complementary').getByLabel('Name', { exact: true }).fill('ValidateOrder');
    await page.keyboard.press('Enter');
    await page.getByText('There is a state «ValidateOrder» already.').waitFor();
    await page.getByRole('complementary').getByLabel('Name', { exact: true }).fill('Pause');
    await page.keyboard.press('Enter');
    await page.locator('[data-state="Pause"]').click();
    await page.keyboard.press('Delete');
    await page.locator('[data-state="Pause"]').waitFor({ state: 'detached' });
    expect(designer.text).not.toContain('Pause');
    expect(designer.text).not.toContain('CoolingOff');
    await page.close();
  });

  it('keeps the last good picture while the text is broken', async () => {
    const designer = await DesignerPage.open(browser(), sample, 'json');
    const { page } = designer;
    await page.locator('[data-state="ValidateOrder"]').waitFor();
    await designer.show(sample.replace('"StartAt":', '"StartAt"'));
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Line 3: A colon is expected');
    expect(await page.locator('[data-state="ValidateOrder"]').count()).toBe(1);
    await page.getByRole('button', { name: 'Go there' }).click();
    const offset = sample.indexOf('"StartAt":') + '"StartAt" '.length;
    expect(designer.messages.at(-1)).toEqual({ type: 'revealText', offset });
    await designer.show(sample);
    await page.getByRole('status').waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows how a run goes, and asks for breakpoints', async () => {
    const designer = await DesignerPage.open(browser(), sample, 'json');
    const { page } = designer;
    await page.locator('[data-state="ValidateOrder"]').waitFor();
    const states = [{ id: 'ValidateOrder', status: 'succeeded' as const, visits: 3 }];
    const status = { program: '', states, current: 'RememberOrder', ended: false, now: 0 };
    await designer.send({ type: 'runStatus', status });
    await page.locator('[data-state="ValidateOrder"].run-succeeded').waitFor();
    expect(await page.locator('[data-state="ValidateOrder"] .visits').innerText()).toBe('3×');
    await page.locator('[data-state="RememberOrder"].run-current').waitFor();
    await page.getByLabel('Set breakpoint on RememberOrder').click({ force: true });
    expect(designer.messages.at(-1)).toEqual({ type: 'toggleBreakpoint', state: 'RememberOrder' });
    await page.close();
  });
});
