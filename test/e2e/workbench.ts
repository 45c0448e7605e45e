import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Browser,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { windowUrl } from '../../scripts/vscode-server.mjs';

/** Where failing tests leave what they saw; ignored by git. */
export const results = join(import.meta.dirname, '../../test-results');

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: browserArguments });
}

/** A copy of samples/ that a test may change. */
export function copySamples(workspaces: string): string {
  const folder = mkdtempSync(join(workspaces, 'samples-'));
  cpSync(join(import.meta.dirname, '../../samples'), folder, { recursive: true });
  return folder;
}

/** What a window shows: absolute paths. */
export type Server = Parameters<typeof windowUrl>[0];
type Target = Parameters<typeof windowUrl>[1];

/** One VS Code window in a browser page. */
export class Workbench {
  readonly page: Page;
  readonly #name: string;

  constructor(page: Page, name: string) {
    this.page = page;
    // On a slow machine a new window draws its first designer after more than half a minute.
    page.setDefaultTimeout(120_000);
    this.#name = name;
  }

  static async open(
    browser: Browser,
    name: string,
    server: Server,
    target: Target,
  ): Promise<Workbench> {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const workbench = new Workbench(page, name);
    await workbench.goto(server, target);
    return workbench;
  }

  async goto(server: Server, target: Target): Promise<void> {
    await this.page.goto(windowUrl(server, target));
    await this.page.locator('.monaco-workbench').waitFor();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Opens a file of the workspace by Quick Open. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#pick(name, name);
    const editor = this.page.locator(`.editor-instance[aria-label^="${name}"]`);
    await editor.locator('.view-line').first().waitFor();
  }

  /** Runs a command of the palette by its title. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.#pick(`>${title}`, title);
  }

  /** Puts the cursor at the start of a line of the first text editor. */
  async goToLine(line: number): Promise<void> {
    await this.page
      .locator('.editor-group-container')
      .first()
      .locator('.view-lines')
      .click({ position: { x: 5, y: 5 } });
    await this.page.keyboard.press('Control+G');
    const input = await this.#quickInput();
    await input.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.getByText(new RegExp(`^Ln ${line}, Col`)).waitFor();
  }

  /** Types into the quick input, and takes the row that the text is meant to find: others may come first. */
  async #pick(text: string, label: string): Promise<void> {
    const input = await this.#quickInput();
    await input.fill(text);
    const box = this.page.locator('.quick-input-widget:visible');
    await box.locator(`.monaco-list-row[aria-label^="${label}"]`).first().click();
    await box.waitFor({ state: 'hidden' });
  }

  async #quickInput(): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget:visible input[type=text]');
    await input.waitFor();
    return input;
  }

  /** The page inside the nth visible webview: two nested iframes deep. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  async screenshot(label: string): Promise<void> {
    mkdirSync(results, { recursive: true });
    await this.page.screenshot({ path: join(results, `${this.#name}-${label}.png`) });
  }
}
