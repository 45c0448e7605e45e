import { StringDecoder } from 'node:string_decoder';

/** Lines that are kept of an invocation, and characters that are kept of a line. */
const limits = { lines: 50, line: 2000 };

/** The last lines that a process has written. Whatever it writes, what is kept has a bound. */
export class OutputTail {
  readonly #streams = { stdout: new OpenLine(), stderr: new OpenLine() };
  readonly #lines: string[] = [];

  add(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    const open = this.#streams[stream];
    const [first = '', ...more] = open.decoder.write(chunk).split('\n');
    open.extend(first);
    for (const next of more) {
      this.#keep(open.take());
      open.extend(next);
    }
  }

  /** The lines since the last time without empty ones; the last one may not have ended yet. */
  take(): readonly string[] {
    for (const open of Object.values(this.#streams)) this.#keep(open.take());
    return this.#lines.splice(0);
  }

  #keep(line: string): void {
    if (line === '') return;
    this.#lines.push(line);
    if (this.#lines.length > limits.lines) this.#lines.shift();
  }
}

/** A line that is being written; the beginning of a long one is kept. */
class OpenLine {
  readonly decoder = new StringDecoder('utf8');
  #text = '';

  extend(text: string): void {
    if (this.#text.length <= limits.line) this.#text += text.slice(0, limits.line + 1);
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    return text.length > limits.line ? `${text.slice(0, limits.line)}…` : text;
  }
}
