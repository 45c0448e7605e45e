import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { copySamples, launchBrowser, Workbench } from './workbench.ts';

const folder = copySamples(inject('workspaces'));
const browser = await launchBrowser(inject('chromium'));

afterAll(async () => {
  await browser.close();
});

it('the Test Explorer runs the starts of scenario files, and shows what fails', async () => {
  const broken = join(folder, 'invoice-import/invoices.scenario.yaml');
  writeFileSync(
    broken,
    readFileSync(broken, 'utf8').replace('status: FAILED', 'status: SUCCEEDED'),
  );
  const workbench = await Workbench.open(browser, 'testing', inject('server'), {
    folder,
    extension: inject('extension'),
  });
  try {
    await workbench.openFile('order.asl.json');
    await workbench.page.getByText('1 reference').first().waitFor();
    await workbench.runCommand('Test: Run All Tests');
    await workbench.runCommand('View: Show Testing');
    const row = (name: RegExp) => workbench.page.getByRole('treeitem', { name });
    await row(/invoices\.scenario\.yaml.*failed/i).waitFor();
    await row(/order\.scenario\.yaml.*passed/i).waitFor();
    expect(await workbench.page.locator('.notification-toast').count()).toBe(0);
    await workbench.screenshot('results');
  } catch (error) {
    await workbench.screenshot('failed');
    throw error;
  } finally {
    await workbench.close();
  }
});
