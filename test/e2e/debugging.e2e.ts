import { describe, expect, it } from 'vitest';
import { lineOfState } from './samples.ts';
import { windowOfEachTest } from './window.ts';

const window = windowOfEachTest('debugging');

describe('F5 without a launch.json', () => {
  it('asks how the run starts, stops at the breakpoint, and colours the graph', async () => {
    const { workbench, folder } = window();
    const { page } = workbench;
    await workbench.openFile('order.asl.json');
    await workbench.runCommand('Stepthrough: Open Designer to the Side');
    await workbench.webview().locator('[data-state="ValidateOrder"]').waitFor();
    const line = lineOfState(folder, 'order-fulfilment/order.asl.json', 'RememberOrder');
    await workbench.goToLine('order.asl.json', line);
    await page.keyboard.press('F9');
    await page.keyboard.press('F5');
    await page.getByText('API Gateway · POST /orders').waitFor();
    await page.keyboard.press('Enter');

    await page
      .locator('.debug-top-stack-frame-column, .codicon-debug-breakpoint-stackframe')
      .first()
      .waitFor();
    await status('ValidateOrder', 'succeeded');
    await page.keyboard.press('F10');
    await status('RememberOrder', 'succeeded');
    const callStack = page.locator('.debug-call-stack');
    await callStack.getByText('ReserveStock').waitFor();

    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await callStack.getByText('RememberOrder').waitFor();
    await page.keyboard.press('F9');
    await page.keyboard.press('F5');
    // The console shows its last lines only: those of the output.
    await page.locator('.repl').getByText('"trackingNumber": "T-1001"').waitFor();
    await status('AskForApproval', 'succeeded');
    expect(await page.locator('.notification-toast').count()).toBe(0);
  });
});

async function status(state: string, expected: string): Promise<void> {
  await window().workbench.webview().locator(`[data-state="${state}"].run-${expected}`).waitFor();
}
