import { Lines } from './lines.ts';
import type { SourceNode, StringNode } from './node.ts';
import { StringOffsets } from './string-offset.ts';

/**
 * How the text of a document is laid out. A document owns its layout, which works out each part when
 * that is first asked for: rules and edits ask for the same ones again and again.
 */
export class Layout {
  readonly #text: string;
  readonly #root: SourceNode | undefined;
  readonly #lines: Lines;
  readonly #offsets: StringOffsets;
  #lineBreak: string | undefined;
  #indentUnit: string | undefined;

  /** `lines` are those of the text, which the machines of a template have in common. */
  constructor(text: string, root: SourceNode | undefined, lines = new Lines(text)) {
    this.#text = text;
    this.#root = root;
    this.#lines = lines;
    this.#offsets = new StringOffsets(text);
  }

  /** Where the line that holds an offset begins. */
  lineStart(offset: number): number {
    return this.#lines.startOf(offset);
  }

  /** The end of the line that holds an offset, before its line feed. */
  lineFeed(offset: number): number {
    return this.#lines.feedOf(offset);
  }

  /** The end of the line that holds an offset, before its line break. */
  lineEnd(offset: number): number {
    const at = this.lineFeed(offset);
    return at < this.#text.length && this.#text[at - 1] === '\r' ? at - 1 : at;
  }

  /** White space from the start of the line to its first character, for the line that holds `offset`. */
  indentAt(offset: number): string {
    const start = this.lineStart(offset);
    return /^[ \t]*/.exec(this.#text.slice(start, offset))?.[0] ?? '';
  }

  /** The line break that the text uses. */
  get lineBreak(): string {
    return (this.#lineBreak ??= this.#text.includes('\r\n') ? '\r\n' : '\n');
  }

  /** One level of indentation: what the first indented line uses, or two spaces. */
  get indentUnit(): string {
    return (this.#indentUnit ??= this.#findIndentUnit());
  }

  /**
   * The offset in the text at which the character `index` of a string's value is written, so that a
   * problem inside an expression points at its character.
   */
  offsetInString(node: StringNode, index: number): number {
    return this.#offsets.offsetOf(node, index);
  }

  #findIndentUnit(): string {
    const text = this.#text;
    const root = this.#root;
    const first = root?.kind === 'object' ? root.properties[0] : undefined;
    if (text[root?.range.start ?? 0] === '{' && first) {
      const indent = this.indentAt(first.key.range.start);
      if (indent !== '') return indent;
    }
    return /\n( +|\t)\S/.exec(text)?.[1] ?? '  ';
  }
}
