import { mkdirSync } from 'node:fs';
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

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of the run, which ends it. */
export async function connectBrowser(endpoint: string): Promise<Browser> {
  return chromium.connect(endpoint);
}

/** What a window shows: absolute paths. */
export type Server = Parameters<typeof windowUrl>[0];
type Target = Parameters<typeof windowUrl>[1];

/** One VS Code window in a browser page. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
    // On a slow machine a new window draws its first designer after more than half a minute.
    page.setDefaultTimeout(120_000);
  }

  /** A page without cookies or storage of others; `goto` opens the window in it. */
  static async inNewContext(browser: Browser): Promise<Workbench> {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    return new Workbench(await context.newPage());
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
    await this.editor(name).locator('.view-line').first().waitFor();
  }

  /** The text editor of a file. */
  editor(name: string): Locator {
    return this.page.locator(`.editor-instance[aria-label^="${name}"]:has(.view-lines)`);
  }

  /** Runs a command of the palette by its title. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.#pick(`>${title}`, title);
  }

  /** Puts the cursor at the start of a line of a file that is open in the first group of editors. */
  async goToLine(name: string, line: number): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.editor(name).locator('.monaco-editor.focused').waitFor();
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

  async screenshot(name: string): Promise<void> {
    mkdirSync(results, { recursive: true });
    await this.page.screenshot({ path: join(results, `${name}.png`) });
  }
}
