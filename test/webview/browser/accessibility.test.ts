import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sample, sharedBrowser } from './browser.ts';
import { DesignerPage } from './page.ts';
import { type ThemeName, themes } from './themes.ts';

const browser = sharedBrowser();
const engine = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, as `rule: element`. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(engine);
  const { violations } = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: unknown): Promise<AxeResults> };
    };
    return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] });
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary ?? ''}`),
  );
}

describe('axe finds nothing in the designer', () => {
  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`in the theme ${theme}, with forms, a run, problems and a palette`, async () => {
      const designer = await DesignerPage.open(browser(), sample.json, 'json', theme);
      const { page } = designer;
      await page.locator('.state').first().waitFor();
      expect(await faults(page), 'machine').toEqual([]);
      const states = [{ id: 'ValidateOrder', status: 'succeeded' as const, visits: 2 }];
      await designer.send({
        type: 'runStatus',
        status: { program: '', states, current: 'ChargeCard', ended: false, now: 0 },
      });
      await page.locator('[data-state="IsApprovalNeeded"]').click();
      await page.getByRole('complementary').getByLabel('Name', { exact: true }).waitFor();
      expect(await faults(page), 'choice').toEqual([]);
      await page.locator('[data-state="ValidateOrder"]').click();
      expect(await faults(page), 'task').toEqual([]);
      await page.keyboard.press('a');
      await page.getByRole('listbox').waitFor();
      expect(await faults(page), 'palette').toEqual([]);
      await page.close();
    });
  }
});
