import { type JSONVisitor, type ParseErrorCode, visit } from 'jsonc-parser';
import {
  objectNode,
  type PropertyNode,
  type Range,
  type SourceNode,
  type StringNode,
} from './node.ts';
import { maxDepth } from './source.ts';

interface JsonTree {
  readonly root: SourceNode | undefined;
  readonly errors: readonly JsonError[];
  /** Where the text nests too deep; nothing of it is read then. */
  readonly deep: Range | undefined;
}

interface JsonError {
  readonly code: ParseErrorCode;
  readonly range: Range;
}

/** The node tree of JSON that may have mistakes; placeholders stand at the offsets of string literals. */
export function readJsonTree(text: string, placeholders: ReadonlyMap<number, string>): JsonTree {
  const builder = new Builder(text.length, placeholders);
  try {
    visit(text, builder.visitor());
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { root: undefined, errors: [], deep: error.range };
  }
  return { root: builder.root, errors: builder.errors, deep: undefined };
}

/** Ends the visit, which is recursive, before the stack does. */
class TooDeep extends Error {
  readonly range: Range;

  constructor(range: Range) {
    super('too deep');
    this.range = range;
  }
}

/** An object or list whose end has not been seen. */
interface Open {
  readonly start: number;
  readonly properties: PropertyNode[] | undefined;
  readonly items: SourceNode[];
  /** The member of the object whose value is expected. */
  key?: StringNode | undefined;
}

class Builder {
  readonly errors: JsonError[] = [];
  root: SourceNode | undefined;
  readonly #open: Open[] = [];
  readonly #length: number;
  readonly #placeholders: ReadonlyMap<number, string>;

  constructor(length: number, placeholders: ReadonlyMap<number, string>) {
    this.#length = length;
    this.#placeholders = placeholders;
  }

  visitor(): JSONVisitor {
    return {
      onObjectBegin: (offset) => {
        this.#begin({ start: offset, properties: [], items: [] });
      },
      onArrayBegin: (offset) => {
        this.#begin({ start: offset, properties: undefined, items: [] });
      },
      onObjectProperty: (name, offset, length) => {
        const top = this.#open.at(-1);
        const placeholder = this.#placeholders.get(offset);
        const value = placeholder === undefined ? name : `\${${placeholder}}`;
        if (top) top.key = { kind: 'string', range: this.#range(offset, length), value };
      },
      onObjectEnd: (offset, length) => {
        this.#end(offset + length);
      },
      onArrayEnd: (offset, length) => {
        this.#end(offset + length);
      },
      onLiteralValue: (value: unknown, offset, length) => {
        this.#add(this.#literal(value, offset, length));
      },
      onSeparator: (separator) => {
        if (separator === ',') this.#complete(undefined);
      },
      onError: (code, offset, length) => {
        this.errors.push({ code, range: this.#range(offset, length) });
      },
    };
  }

  #begin(open: Open): void {
    const { start } = open;
    if (this.#open.length >= maxDepth) throw new TooDeep({ start, end: start + 1 });
    this.#open.push(open);
  }

  #end(end: number): void {
    this.#complete(undefined);
    const ended = this.#open.pop();
    if (!ended) return;
    const range = this.#range(ended.start, end - ended.start);
    const { properties, items } = ended;
    this.#add(properties ? objectNode(range, properties) : { kind: 'array', range, items });
  }

  #add(node: SourceNode): void {
    const top = this.#open.at(-1);
    if (!top) this.root ??= node;
    else if (top.properties) this.#complete(node);
    else top.items.push(node);
  }

  /** The member that is being read has its value, or will have none. */
  #complete(value: SourceNode | undefined): void {
    const top = this.#open.at(-1);
    if (!top?.key) return;
    const { key } = top;
    const range = { start: key.range.start, end: (value ?? key).range.end };
    top.properties?.push({ key, value, range });
    top.key = undefined;
  }

  #literal(value: unknown, offset: number, length: number): SourceNode {
    const range = this.#range(offset, length);
    if (typeof value === 'string') {
      const name = this.#placeholders.get(offset);
      return name === undefined
        ? { kind: 'string', range, value }
        : { kind: 'placeholder', range, name };
    }
    if (typeof value === 'number') return { kind: 'number', range, value };
    if (typeof value === 'boolean') return { kind: 'boolean', range, value };
    return { kind: 'null', range };
  }

  /** A backslash at the end of the text takes the parser one place beyond it. */
  #range(offset: number, length: number): Range {
    const end = Math.min(offset + length, this.#length);
    return { start: Math.min(offset, end), end };
  }
}
