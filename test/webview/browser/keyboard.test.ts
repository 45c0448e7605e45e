import { parse, toJson } from '@stepthrough/asl';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sample, sharedBrowser } from './browser.ts';
import { DesignerPage } from './page.ts';

const browser = sharedBrowser();

const selected = (page: Page): Promise<string | null> =>
  page.locator('.state-selected').getAttribute('data-state');

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('the keyboard of the canvas', () => {
  it('follows the flow, goes to neighbours, into containers and out of them', async () => {
    const { page } = await DesignerPage.open(browser(), sample.json, 'json');
    await page.locator('.state').first().waitFor();
    for (const [key, state] of [
      ['ArrowDown', 'ValidateOrder'],
      ['ArrowDown', 'RememberOrder'],
      ['ArrowDown', 'ReserveStock'],
      ['Alt+ArrowDown', 'ReserveStock/ReserveLine'],
      ['Alt+ArrowUp', 'ReserveStock'],
      ['ArrowDown', 'IsApprovalNeeded'],
      ['ArrowRight', 'OrderRejected'],
      ['ArrowLeft', 'IsApprovalNeeded'],
      ['ArrowDown', 'ChargeCard'],
      ['ArrowDown', 'CoolingOff'],
      ['ArrowDown', 'ShipAndTell'],
      ['Alt+ArrowDown', 'ShipAndTell[0]/BookCarrier'],
      ['ArrowRight', 'ShipAndTell[1]/TellCustomer'],
      ['Alt+ArrowUp', 'ShipAndTell'],
      ['ArrowUp', 'CoolingOff'],
      ['Home', 'ValidateOrder'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => selected(page), { message: key }).toBe(state);
    }
    await page.close();
  });

  it('builds a machine of six states without a pointer', async () => {
    const designer = await DesignerPage.open(browser(), '', 'json');
    const { page } = designer;
    await page.getByRole('button', { name: /^Task/ }).focus();
    await press(page, 'Enter');
    await page.locator('[data-state="Task"].state-selected').waitFor();
    const add = async (filter: string, name: string): Promise<void> => {
      await press(page, 'a');
      await page.keyboard.type(filter);
      await press(page, 'Enter');
      await page.locator(`[data-state="${name}"].state-selected`).waitFor();
    };
    await add('choice', 'Choice');
    await page.locator('[data-state="After Choice"]').waitFor();
    await add('sqs send a', 'Send message');
    await add('parallel', 'Parallel');
    await press(page, 'F2');
    await page.keyboard.type('Both');
    await press(page, 'Enter');
    await page.locator('[data-state="Both"].state-selected').waitFor();
    await press(page, 'Alt+ArrowDown', 'Delete');
    await page.locator('.vacancy').waitFor();
    await page.locator('.react-flow').focus();
    await press(page, 'Home');
    await press(page, 'f');
    await page.keyboard.type('Both');
    await press(page, 'Enter');
    await press(page, 'c');
    await page.keyboard.type('Task');
    await press(page, 'Enter');
    await expect.poll(() => designer.text).toContain('"Next": "Task"');
    const { machine, problems } = parse(designer.text, 'json');
    expect(problems).toEqual([]);
    expect(machine?.states.map(({ name }) => name).sort()).toEqual(
      ['After Choice', 'Both', 'Choice', 'Send message', 'Task'].sort(),
    );
    const both = machine?.states.find(({ name }) => name === 'Both');
    expect(both && toJson(both.node)).toMatchObject({ Type: 'Parallel', Next: 'Task' });
    await page.close();
  });

  it('lists its keys, and gives the focus back to the canvas', async () => {
    const { page } = await DesignerPage.open(browser(), sample.json, 'json');
    await page.locator('.state').first().waitFor();
    await press(page, 'Shift+?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await press(page, 'Escape', 'ArrowDown');
    await page.locator('[data-state="ValidateOrder"].state-selected').waitFor();
    await page.close();
  });
});
