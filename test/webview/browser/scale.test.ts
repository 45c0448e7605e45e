import { describe, expect, it } from 'vitest';
import { sharedBrowser } from './browser.ts';
import { DesignerPage } from './page.ts';

const browser = sharedBrowser();

type States = { [name: string]: object };

/** Tasks in a row, each with a Catch that leads to the same handler: ELK's worst case. */
function sharedHandler(count: number): string {
  const states: States = { Handle: { Type: 'Fail' } };
  for (let index = 0; index < count; index += 1) {
    states[`T${index}`] = {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handle' }],
      ...(index + 1 < count ? { Next: `T${index + 1}` } : { End: true }),
    };
  }
  return JSON.stringify({ StartAt: 'T0', States: states }, null, 2);
}

/** Maps in a row, each over a few states. */
function manyScopes(maps: number, inside: number): string {
  const states: States = {};
  for (let index = 0; index < maps; index += 1) {
    const inner: States = {};
    for (let step = 0; step < inside; step += 1) {
      const next = step + 1 < inside ? { Next: `M${index}S${step + 1}` } : { End: true };
      inner[`M${index}S${step}`] = { Type: 'Pass', ...next };
    }
    states[`M${index}`] = {
      Type: 'Map',
      ItemProcessor: { StartAt: `M${index}S0`, States: inner },
      ...(index + 1 < maps ? { Next: `M${index + 1}` } : { End: true }),
    };
  }
  return JSON.stringify({ StartAt: 'M0', States: states }, null, 2);
}

// Wall clocks of shared machines are no measure: what it takes is printed, and judged by nobody.
const cases = [
  { what: '200 tasks with one handler', text: sharedHandler(200), first: 'T0' },
  { what: '1,000 states in 200 maps', text: manyScopes(200, 4), first: 'M0' },
] as const;

describe('a big machine', () => {
  for (const { what, text, first } of cases) {
    it(`of ${what} is drawn, in parts, with its layout outside of the page's thread`, async () => {
      const started = performance.now();
      const designer = await DesignerPage.open(browser(), text, 'json');
      const { page } = designer;
      await page.evaluate(() => {
        const seen = globalThis as unknown as { tasks: number[] };
        seen.tasks = [];
        new PerformanceObserver((list) => {
          seen.tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
        }).observe({ entryTypes: ['longtask'] });
      });
      await page.locator(`[data-state="${first}"]`).waitFor();
      const opened = Math.round(performance.now() - started);
      expect(await page.locator('.banner').count()).toBe(0);
      expect(await page.locator('.react-flow__node').count()).toBeLessThan(120);
      const edited = performance.now();
      await page.getByLabel(`Add a state before ${first}`, { exact: true }).first().click();
      await page.keyboard.type('pass');
      await page.keyboard.press('Enter');
      await page.locator('[data-state="Pass"].state-selected').waitFor();
      const took = Math.round(performance.now() - edited);
      const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
      console.log(
        `${what}: open ${opened} ms, insert ${took} ms, long tasks ${tasks.join(' ')} ms`,
      );
      expect(page.workers()).toHaveLength(1);
      await page.close();
    });
  }
});
