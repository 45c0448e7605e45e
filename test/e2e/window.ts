/** The VS Code window that tests share, empty for each of them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, inject } from 'vitest';
import { bundleSuite } from './host-suite.ts';
import { copySamples, restoreSamples } from './samples.ts';
import type { CaseResult } from './suite/host-case.ts';
import type { RequestName } from './suite/requests.ts';
import { connectBrowser, results, Workbench } from './workbench.ts';

/** Milliseconds in which the window must have become empty; else another one is opened. */
const resetTime = 30_000;

export class SharedWindow {
  readonly workbench: Workbench;
  /** The open folder: a copy of samples/, as it is there when a test begins. */
  readonly folder: string;
  /** Whether the extension slept until it was woken by its first file. */
  readonly activation: CaseResult;
  /** What the extension host has written as errors since the window was opened. */
  readonly errors: readonly string[];
  readonly #log: readonly string[];
  readonly #bridge: string;

  private constructor(opened: Opened, activation: CaseResult) {
    this.workbench = opened.workbench;
    this.folder = opened.folder;
    this.errors = opened.errors;
    this.activation = activation;
    this.#log = opened.log;
    this.#bridge = opened.bridge;
  }

  static async open(): Promise<SharedWindow> {
    const opened = await open();
    return new SharedWindow(opened, (await ask(opened.bridge, 'activate')) as CaseResult);
  }

  /** Asks the extension host; what it gives is JSON. @throws Error with what it says */
  async ask(request: RequestName, text = ''): Promise<unknown> {
    return ask(this.#bridge, request, text);
  }

  async empty(): Promise<void> {
    await ask(this.#bridge, 'reset', '', resetTime);
    restoreSamples(this.folder);
  }

  /** Leaves a picture and the log of the extension host in test-results/. */
  async keepEvidence(name: string): Promise<void> {
    await this.workbench.screenshot(name);
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, `${name}.log`), this.#log.join('\n'));
  }
}

let current: Promise<SharedWindow> | undefined;

/** The window as a new one would be. A test that has broken it costs the next one a new window. */
export async function emptyWindow(): Promise<SharedWindow> {
  if (current !== undefined) {
    const window = await current;
    try {
      await window.empty();
      return window;
    } catch (error) {
      console.warn(`The window is opened anew: ${String(error)}`);
      current = undefined;
      await window.workbench.close();
    }
  }
  const opening = SharedWindow.open();
  current = opening;
  opening.catch(() => {
    current = undefined;
  });
  return opening;
}

/** Gives each test of a file the window; of one that fails, what is seen stays in test-results/. */
export function windowOfEachTest(file: string): () => SharedWindow {
  let window: SharedWindow | undefined;
  beforeEach(async () => {
    window = undefined;
    window = await emptyWindow();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await window?.keepEvidence(`${file}-failed-${task.name.replaceAll(/[^\w.-]+/g, '-')}`);
  });
  return () => {
    if (!window) throw new Error('The window is that of a test, and none runs.');
    return window;
  };
}

interface Opened {
  readonly workbench: Workbench;
  readonly folder: string;
  readonly errors: readonly string[];
  readonly log: readonly string[];
  readonly bridge: string;
}

async function open(): Promise<Opened> {
  const browser = await connectBrowser(inject('browser'));
  const workbench = await Workbench.inNewContext(browser);
  const log: string[] = [];
  const errors: string[] = [];
  const bridge = new Promise<string>((resolve) => {
    void workbench.page.exposeFunction(
      'codeAutomationLog',
      (type: string, values: readonly unknown[]) => {
        const line = values.map(String).join(' ');
        log.push(`${type}: ${line}`);
        if (type === 'error') errors.push(line);
        const [, address] = /^Bridge (\S+)/.exec(line) ?? [];
        if (address !== undefined) resolve(address);
      },
    );
  });
  const folder = copySamples(inject('workspaces'));
  await workbench.goto(inject('server'), {
    folder,
    extension: inject('extension'),
    tests: await bundleSuite('bridge'),
  });
  return { workbench, folder, errors, log, bridge: await bridge };
}

async function ask(
  bridge: string,
  request: RequestName,
  text = '',
  milliseconds = 240_000,
): Promise<unknown> {
  const response = await fetch(`${bridge}/${request}`, {
    method: 'POST',
    body: text,
    signal: AbortSignal.timeout(milliseconds),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${request} ${text}: ${JSON.stringify(answer)}`);
  return answer;
}
