import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { windowOfEachTest } from './window.ts';

const window = windowOfEachTest('testing');

it('the Test Explorer runs the starts of scenario files, and shows what fails', async () => {
  const { workbench, folder } = window();
  const broken = join(folder, 'invoice-import/invoices.scenario.yaml');
  writeFileSync(
    broken,
    readFileSync(broken, 'utf8').replace('status: FAILED', 'status: SUCCEEDED'),
  );
  await workbench.openFile('order.asl.json');
  // The lenses stand at the top, and an editor is shown again where it was left.
  await workbench.goToLine('order.asl.json', 1);
  const lenses = workbench.editor('order.asl.json').getByText('Open designer');
  await lenses.filter({ visible: true }).first().waitFor();
  await workbench.runCommand('Test: Run All Tests');
  await workbench.runCommand('View: Show Testing');
  const row = (name: RegExp) => workbench.page.getByRole('treeitem', { name });
  await row(/invoices\.scenario\.yaml.*failed/i).waitFor();
  await row(/order\.scenario\.yaml.*passed/i).waitFor();
  expect(await workbench.page.locator('.notification-toast').count()).toBe(0);
});
