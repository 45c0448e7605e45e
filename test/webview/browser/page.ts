import { applyTextEdits, parse, RecentTexts, type Syntax } from '@stepthrough/asl';
import type { FromDesigner, ToDesigner } from '@stepthrough/protocol';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rootStyle, type ThemeName, themes } from './themes.ts';

const dist = join(import.meta.dirname, '../../../extension/dist');
const policy =
  "default-src 'none'; script-src 'nonce-n'; worker-src blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:";

/**
 * The designer's real bundle under its real content security policy, on a plain page. The host here
 * keeps the text in memory and edits it with the same operations as the extension.
 */
export class DesignerPage {
  readonly page: Page;
  readonly messages: FromDesigner[] = [];
  readonly #syntax: Syntax;
  /** Each text that the document has had; undo takes the last one back. */
  readonly #texts: string[];
  readonly #known = new RecentTexts();
  #version = 0;
  #isHeld = false;

  private constructor(page: Page, text: string, syntax: Syntax) {
    this.page = page;
    this.#syntax = syntax;
    this.#texts = [text];
  }

  get text(): string {
    return this.#texts.at(-1) ?? '';
  }

  static async open(
    browser: Browser,
    text: string,
    syntax: Syntax,
    theme: ThemeName = 'dark',
  ): Promise<DesignerPage> {
    const server = createServer(({ url = '/' }, response) => {
      if (url === '/') {
        response.setHeader('Content-Type', 'text/html');
        response.end(
          `<!DOCTYPE html><html lang="en" style="${rootStyle(theme)}"><head><title>Designer</title><meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="stylesheet" href="/webview.css"><link rel="stylesheet" href="/codicons/codicon.css"></head><body class="${themes[theme].kind}"><div id="root"></div><script nonce="n" src="/webview.js"></script></body></html>`,
        );
        return;
      }
      const path = url.replace(/\?.*/, '');
      if (!existsSync(join(dist, path))) {
        response.writeHead(404).end();
        return;
      }
      const type = path.endsWith('.css')
        ? 'text/css'
        : path.endsWith('.js')
          ? 'text/javascript'
          : 'font/ttf';
      response.setHeader('Content-Type', type);
      response.end(readFileSync(join(dist, path)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    const designer = new DesignerPage(page, text, syntax);
    page.on('close', () => server.close());
    await page.exposeFunction('toHost', (message: FromDesigner) => designer.#receive(message));
    await page.addInitScript(() => {
      const scope = globalThis as unknown as {
        toHost(message: unknown): void;
        acquireVsCodeApi: unknown;
      };
      let state: unknown;
      scope.acquireVsCodeApi = () => ({
        postMessage: (message: unknown) => {
          scope.toHost(message);
        },
        getState: () => state,
        setState: (next: unknown) => {
          state = next;
        },
      });
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return designer;
  }

  async show(text: string): Promise<void> {
    this.#texts.push(text);
    await this.#sendDocument();
  }

  /** The text becomes another one, of which the page hears only with the next one. */
  async showLate(text: string): Promise<void> {
    this.#isHeld = true;
    await this.show(text);
    this.#isHeld = false;
  }

  /** As Ctrl+Z does in VS Code: one step back. */
  async undo(): Promise<void> {
    if (this.#texts.length > 1) this.#texts.pop();
    await this.#sendDocument();
  }

  async send(message: ToDesigner): Promise<void> {
    await this.page.evaluate((data) => {
      window.postMessage(data, '*');
    }, message);
  }

  async #receive(message: FromDesigner): Promise<void> {
    this.messages.push(message);
    if (message.type === 'ready') await this.#sendDocument();
    if (message.type === 'command' && message.command === 'undo') await this.undo();
    if (message.type === 'describe') await this.#describe(message.resource);
    if (message.type !== 'edit') return;
    const { operation, version, edit } = message;
    const outcome = this.#known.apply(operation, version);
    if (!outcome.ok) {
      await this.send({
        type: 'refused',
        message: outcome.message,
        edit,
        version: this.#version,
      });
    } else if (outcome.edits.length > 0) {
      await this.show(applyTextEdits(this.text, outcome.edits));
    }
  }

  /** Nothing is known of what is not named here. */
  async #describe(resource: string): Promise<void> {
    if (!resource.endsWith(':sqs:sendMessage')) return;
    const docs = {
      action: 'sqs:sendMessage',
      text: 'Delivers a message to the specified queue.',
      url: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html',
      parameters: [
        { name: 'QueueUrl', isRequired: true, text: 'The URL of the queue.' },
        { name: 'MessageGroupId', isRequired: false },
      ],
    };
    await this.send({ type: 'integration', resource, docs });
  }

  async #sendDocument(): Promise<void> {
    this.#version += 1;
    const version = this.#version;
    this.#known.add(version, parse(this.text, this.#syntax));
    if (this.#isHeld) return;
    await this.send({
      type: 'document',
      text: this.text,
      syntax: this.#syntax,
      version,
      name: 'm.asl',
    });
  }
}
