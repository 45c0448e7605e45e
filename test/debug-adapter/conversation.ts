/**
 * A debug session as a text that a person can read: files under `--- name` (or taken from the
 * repository: `--- name < path`), then what the person does
 * (`> …`) and what the debugger shows (the lines below it). With UPDATE=1 the answers are rewritten.
 */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel } from '@stepthrough/debug-adapter';
import { Driver } from './driver.ts';

/** The text of a conversation with the answers that the adapter gives now. */
export async function replay(text: string, open: () => Channel): Promise<string> {
  const { files, program, lines } = parse(text);
  const driver = new Driver(files, open());
  const conversation = new Conversation(driver, program);
  try {
    const answered: string[] = [];
    for (const line of lines) {
      const isComment = line.startsWith('#');
      if (!isComment && !line.startsWith('> ')) continue;
      if (answered.length > 0 && !answered.at(-1)?.startsWith('#')) answered.push('');
      if (isComment) answered.push(line);
      else answered.push(line, ...(await conversation.say(line.slice(2))));
    }
    const head = text.slice(0, text.indexOf('--- conversation'));
    return `${head}--- conversation\n${answered.join('\n')}\n`;
  } finally {
    driver.dispose();
  }
}

function parse(text: string): {
  readonly files: { readonly [name: string]: string };
  readonly program: string;
  readonly lines: readonly string[];
} {
  const files: { [name: string]: string } = {};
  let lines: readonly string[] = [];
  for (const section of text.split(/^--- /m).slice(1)) {
    const [name = '', ...rest] = section.split('\n');
    if (name === 'conversation') lines = rest;
    else {
      const [, own, path] = /^(\S+) < (.+)$/.exec(name) ?? [];
      if (own !== undefined && path !== undefined) {
        files[own] = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
      } else files[name] = rest.join('\n');
    }
  }
  const program = Object.keys(files).find((name) => /\.asl\.(?:json|yaml)$/.test(name)) ?? '';
  return { files, program, lines };
}

type Say = (rest: string) => Promise<readonly string[]>;

class Conversation {
  readonly #driver: Driver;
  readonly #program: string;
  #setBeforeRun: (() => Promise<void>)[] = [];
  #outputFrom = 0;

  constructor(driver: Driver, program: string) {
    this.#driver = driver;
    this.#program = program;
  }

  async say(line: string): Promise<readonly string[]> {
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    const known = this.#words[word];
    if (!known) return this.#move(word, parseArguments(rest));
    return (await known(rest)).flatMap((one) => this.#normal(one).split('\n'));
  }

  readonly #words: { readonly [word: string]: Say } = {
    launch: async (rest) => {
      const launched = await this.#driver.launch(
        { program: this.#program, ...parseArguments(rest) },
        async () => {
          for (const set of this.#setBeforeRun) await set();
          this.#setBeforeRun = [];
        },
      );
      if (!launched.success) return [`refused: ${launched.message ?? ''}`];
      return this.#shown(await this.#driver.stop());
    },
    break: async (rest) => {
      const lines = JSON.parse(`[${rest}]`) as (number | P.SourceBreakpoint)[];
      const set = async (): Promise<void> => {
        await this.#driver.breakAt(lines, this.#program);
      };
      if (this.#driver.client.heard.length > 0) await set();
      else this.#setBeforeRun.push(set);
      return [];
    },
    request: async (rest) => {
      const [, command = '', args = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
      const ask = async (): Promise<P.Response> =>
        this.#driver.client.ask(command, parseArguments(args));
      if (this.#driver.client.heard.length === 0) {
        this.#setBeforeRun.push(async () => void (await ask()));
        return [];
      }
      const response = await ask();
      return [
        response.success ? JSON.stringify(response.body) : `refused: ${response.message ?? ''}`,
      ];
    },
    stack: async () => {
      const frames = await this.#driver.stack();
      return frames.map(({ name, line }) => `${name}:${line}`);
    },
    threads: async () => {
      const body = await this.#driver.client.request<P.ThreadsResponse>('threads');
      return body.threads.map(
        ({ id, name }) => `${id === this.#driver.thread ? '*' : ' '} ${name}`,
      );
    },
    scope: async (name) => {
      const rows = await this.#driver.scope(name);
      return rows.map((row) => `${row.name} = ${row.value}`);
    },
    eval: async (expression) => [shown(await this.#driver.evaluate(expression, 'watch'))],
    console: async (expression) => [shown(await this.#driver.evaluate(expression, 'repl'))],
    output: async () => {
      const events = this.#driver.client.events('output').slice(this.#outputFrom);
      this.#outputFrom += events.length;
      return Promise.resolve(
        events.map(({ body }) => {
          const { output, line } = body as P.OutputEvent['body'];
          return `${output.trimEnd()}${line === undefined ? '' : `  @${line}`}`;
        }),
      );
    },
    canvas: async () => {
      const status = this.#driver.client.events('stepthrough.runStatus').at(-1)?.body as {
        readonly states: readonly { id: string; status: string; visits: number }[];
        readonly current?: string;
      };
      return Promise.resolve([
        ...status.states.map(
          ({ id, status, visits }) => `${id}: ${status}${visits > 1 ? ` ×${visits}` : ''}`,
        ),
        `current: ${status.current ?? 'none'}`,
      ]);
    },
  };

  async #move(command: string, args: object): Promise<readonly string[]> {
    try {
      return (await this.#shown(await this.#driver.move(command, args))).map((l) =>
        this.#normal(l),
      );
    } catch (error) {
      return [`refused: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  async #shown(event: P.Event): Promise<readonly string[]> {
    if (event.event === 'terminated') {
      const exited = this.#driver.client.events('exited').at(-1)?.body as { exitCode: number };
      return [`ended with exit code ${exited.exitCode}`];
    }
    const { reason, description, text } = event.body as P.StoppedEvent['body'];
    const [top] = await this.#driver.stack();
    const lines = [
      `${reason}: ${description ?? ''} — ${top ? `${top.name}:${top.line}` : 'nowhere'}`,
    ];
    if (text !== undefined) lines.push(text);
    return lines;
  }

  #normal(line: string): string {
    return line.replaceAll(this.#driver.folder, '%');
  }
}

function parseArguments(text: string): object {
  return text === '' ? {} : (JSON.parse(text) as object);
}

function shown(response: P.Response): string {
  if (!response.success) return `refused: ${response.message ?? ''}`;
  return (response as P.EvaluateResponse).body.result;
}
