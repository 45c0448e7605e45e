/** A program that speaks in frames over its standard streams, as editors start it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

type Message = { readonly [name: string]: unknown };

export class FramedProgram {
  readonly #child: ChildProcess;
  readonly #heard: (message: Message) => void;
  #pending = Buffer.alloc(0);
  #errors = '';
  #ended: string | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(args: readonly string[], heard: (message: Message) => void) {
    this.#heard = heard;
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString()).slice(-2000);
    });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.on('exit', (code, signal) => {
      this.#ended = `the program ended with ${code ?? signal}: ${this.#errors}`;
      this.#wake();
    });
  }

  get ended(): string | undefined {
    return this.#ended;
  }

  send(message: unknown): void {
    const body = String(JSON.stringify(message));
    this.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  write(bytes: string | Buffer): void {
    if (this.#ended === undefined) this.#child.stdin?.write(bytes);
  }

  /** Waits until something holds. @throws Error when the program has ended, or takes longer */
  async until(holds: () => boolean, what: string, milliseconds = 10_000): Promise<void> {
    const late = performance.now() + milliseconds;
    while (!holds()) {
      if (this.#ended !== undefined) throw new Error(this.#ended);
      if (performance.now() > late) throw new Error(`no ${what} in ${milliseconds} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Bytes that the program holds; 0 where the system does not tell. */
  memory(): number {
    try {
      const pages = readFileSync(`/proc/${this.#child.pid}/statm`, 'utf8').split(' ')[1];
      return Number(pages) * 4096;
    } catch {
      return 0;
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #read(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    for (;;) {
      const end = this.#pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(
        /Content-Length: (\d+)/.exec(this.#pending.toString('latin1', 0, end))?.[1],
      );
      if (this.#pending.length < end + 4 + length) return;
      const body = this.#pending.toString('utf8', end + 4, end + 4 + length);
      this.#pending = this.#pending.subarray(end + 4 + length);
      this.#heard(JSON.parse(body) as Message);
      this.#wake();
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** Values of every type, likely and odd, for parameters of requests. */
export const oddParameters: readonly unknown[] = [
  ...[
    undefined,
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    2 ** 31,
    '',
    'x',
    '__proto__',
    'constructor',
    [],
    {},
    [[]],
    [null],
  ],
  ...[
    { line: -1, character: 1e9 },
    { line: 'x' },
    { start: 1 },
    { uri: 5 },
    { uri: 'file:///dev/zero' },
    { path: '/dev/zero' },
  ],
  ...[
    '(a+)+$',
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/)',
    '$..*..*',
    'x'.repeat(100_000),
    '\ud800',
  ],
];
