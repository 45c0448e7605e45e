/** What AWS's JSON parser (Jackson) says of a text, and where it stops reading. */
interface JsonFault {
  readonly message: string;
  /** As Jackson writes it, e.g. `[Source: (String)"not json"; line: 1, column: 4]`. */
  readonly location: string;
}

/** Why a text is no JSON, in Jackson's words; `undefined` if it is JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    // V8's message differs between versions; the reader below finds the same place by itself.
    return new Reader(text).read();
  }
}

const values = `(JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;

class Fault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonFault {
    try {
      this.#space();
      if (this.#ended()) throw new Fault('No content to map due to end-of-input', this.#at);
      this.#value(0);
      this.#space();
      if (!this.#ended()) this.#value(0);
      throw new Fault('Unexpected content after the JSON value', this.#at);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return { message: fault.message, location: this.#location(fault.at) };
    }
  }

  #ended(): boolean {
    return this.#at >= this.#text.length;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#peek())) this.#at += 1;
  }

  #value(depth: number): void {
    if (depth > 1000)
      throw new Fault('Document nesting depth (1001) exceeds the maximum allowed (1000)', this.#at);
    const character = this.#peek();
    if (character === '{') this.#object(depth);
    else if (character === '[') this.#array(depth);
    else if (character === '"') this.#string();
    else if (/[-0-9]/.test(character)) this.#number();
    else if (/[A-Za-z_$]/.test(character)) this.#word();
    else throw this.#unexpected(`expected a valid value ${values}`);
  }

  #object(depth: number): void {
    const start = this.#at;
    this.#at += 1;
    for (let isFirst = true; ; isFirst = false) {
      this.#next('Object', start);
      if (isFirst && this.#peek() === '}') break;
      if (this.#peek() !== '"')
        throw this.#unexpected('was expecting double-quote to start field name');
      this.#string();
      this.#next('Object', start);
      if (this.#peek() !== ':')
        throw this.#unexpected('was expecting a colon to separate field name and value');
      this.#at += 1;
      this.#next('Object', start);
      this.#value(depth + 1);
      this.#next('Object', start);
      if (this.#peek() === '}') break;
      if (this.#peek() !== ',')
        throw this.#unexpected('was expecting comma to separate Object entries');
      this.#at += 1;
    }
    this.#at += 1;
  }

  #array(depth: number): void {
    const start = this.#at;
    this.#at += 1;
    for (let isFirst = true; ; isFirst = false) {
      this.#next('Array', start);
      if (isFirst && this.#peek() === ']') break;
      this.#value(depth + 1);
      this.#next('Array', start);
      if (this.#peek() === ']') break;
      if (this.#peek() !== ',')
        throw this.#unexpected('was expecting comma to separate Array entries');
      this.#at += 1;
    }
    this.#at += 1;
  }

  /** Moves to the next token, which an open object or array must have. */
  #next(kind: 'Object' | 'Array', start: number): void {
    this.#space();
    if (!this.#ended()) return;
    const message = `Unexpected end-of-input: expected close marker for ${kind} (start marker at ${this.#location(start)})`;
    throw new Fault(message, this.#at);
  }

  #string(): void {
    this.#at += 1;
    while (this.#peek() !== '"') {
      if (this.#ended())
        throw new Fault(
          'Unexpected end-of-input: was expecting closing quote for a string value',
          this.#at,
        );
      const code = this.#text.charCodeAt(this.#at);
      if (code < 0x20) {
        throw new Fault(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
          this.#at + 1,
        );
      }
      if (this.#peek() === '\\') this.#escape();
      else this.#at += 1;
    }
    this.#at += 1;
  }

  #escape(): void {
    this.#at += 1;
    const escaped = this.#peek();
    if (!/["\\/bfnrtu]/.test(escaped)) {
      throw new Fault(`Unrecognized character escape ${describe(escaped)}`, this.#at + 1);
    }
    this.#at += escaped === 'u' ? 5 : 1;
  }

  #number(): void {
    const found = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.#text.slice(this.#at));
    if (!found)
      throw this.#unexpected('expected digit (0-9) to follow minus sign, for valid numeric value');
    this.#at += found[0].length;
    if (/[\w.]/.test(this.#peek()))
      throw this.#unexpected('Expected space separating root-level values');
  }

  #word(): void {
    const word = /^[\w$]+/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += word.length;
    if (word === 'true' || word === 'false' || word === 'null') return;
    throw new Fault(`Unrecognized token '${word}': was expecting ${values}`, this.#at);
  }

  #unexpected(wanted: string): Fault {
    return new Fault(`Unexpected character (${describe(this.#peek())}): ${wanted}`, this.#at + 1);
  }

  #location(at: number): string {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    const shown = this.#text.slice(0, 500);
    const cut = this.#text.length > 500 ? `[truncated ${this.#text.length - 500} chars]` : '';
    return `[Source: (String)"${shown}"${cut}; line: ${line}, column: ${column}]`;
  }
}

function describe(character: string): string {
  return `'${character}' (code ${character.charCodeAt(0)})`;
}
