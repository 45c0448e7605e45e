import { member } from '@stepthrough/json';
import type { StringNode } from './node.ts';

/** Characters of a string that is gone through anew for each place in it that is asked for. */
const shortLength = 200;

/** Where the characters of a text's strings are written. */
export class StringOffsets {
  readonly #text: string;
  /** Of long strings, in which many places may be asked for. */
  readonly #ofLong = new Map<StringNode, readonly number[]>();

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * The offset at which the character `index` of a string's value is written. Works through JSON and
   * YAML escapes, and through the folding and indentation of YAML block scalars.
   */
  offsetOf(node: StringNode, index: number): number {
    if (node.offsets) return node.offsets[index] ?? node.offsets.at(-1) ?? node.range.end;
    const text = this.#text;
    const { start, end } = node.range;
    const quote = text[start];
    const isQuoted = quote === '"' || quote === "'";
    const marks = isQuoted ? 1 : 0;
    // Escapes and layout only lengthen what is written: without them, characters stand one by one.
    if (node.value.length === end - start - 2 * marks) return Math.min(start + marks + index, end);
    if (node.value.length > shortLength) {
      const source = this.#offsetsOfLong(node)[Math.min(index, node.value.length)] ?? end;
      return Math.min(skipLayout(text, source, node.value[index], end), end);
    }
    let source = isQuoted ? start + 1 : contentStart(text, start);
    for (let at = 0; at < index && source < end; at += 1) {
      source = nextSource(text, source, node.value, at, isQuoted ? quote : undefined);
    }
    return Math.min(skipLayout(text, source, node.value[index], end), end);
  }

  #offsetsOfLong(node: StringNode): readonly number[] {
    const known = this.#ofLong.get(node) ?? stringOffsets(this.#text, node);
    this.#ofLong.set(node, known);
    return known;
  }
}

/** The offsets in `text` of every character of a string's value, and of the place after the last one. */
export function stringOffsets(text: string, node: StringNode): readonly number[] {
  if (node.offsets) return node.offsets;
  const { start, end } = node.range;
  const quote = text[start];
  const isQuoted = quote === '"' || quote === "'";
  let source = isQuoted ? start + 1 : contentStart(text, start);
  const offsets: number[] = [];
  for (let at = 0; at < node.value.length; at += 1) {
    offsets.push(Math.min(skipLayout(text, source, node.value[at], end), end));
    source = Math.min(nextSource(text, source, node.value, at, isQuoted ? quote : undefined), end);
  }
  offsets.push(source);
  return offsets;
}

/** Past the `|` or `>` line of a block scalar, or past a `${` that is plain text. */
function contentStart(text: string, start: number): number {
  const header = /^[|>][^\n]*\n/.exec(text.slice(start, start + 80));
  return header ? start + header[0].length : start;
}

function nextSource(
  text: string,
  source: number,
  value: string,
  at: number,
  quote: string | undefined,
): number {
  const wanted = value[at];
  const here = skipLayout(text, source, wanted, text.length);
  if (quote === '"' && text[here] === '\\') return here + escapeLength(text, here);
  if (quote === "'" && text.startsWith("''", here)) return here + 2;
  return here + 1;
}

/** Layout between two characters of the value: line ends and indentation that the value does not have. */
function skipLayout(text: string, source: number, wanted: string | undefined, end: number): number {
  let here = source;
  while (here < end && text[here] !== wanted && isLayout(text[here])) {
    // A folded line end stands for one space of the value.
    if (wanted === ' ' && text[here] === '\n') return here;
    here += 1;
  }
  return here;
}

function isLayout(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}

function escapeLength(text: string, at: number): number {
  return member(longEscapes, text[at + 1] ?? '') ?? 2;
}

/** Lengths of `\xHH`, `\uHHHH` and `\UHHHHHHHH`. */
const longEscapes: { readonly [letter: string]: number } = { x: 4, u: 6, U: 10 };
