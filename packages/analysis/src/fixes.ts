import {
  type AslDocument,
  type PropertyNode,
  type SourceNode,
  type StringNode,
} from '@stepthrough/asl';
import { isPlainYaml } from '@stepthrough/catalog';
import type { Fix, TextEdit } from './problem.ts';

/** A text with ranges in it. */
export type Written = Pick<AslDocument, 'text' | 'syntax' | 'layout'>;

/** Writes another string where one stands, quoted as the old one is. */
export function replaceString(
  document: Written,
  node: SourceNode,
  value: string,
  title: string,
): Fix {
  return { title, edits: [{ range: node.range, newText: quoteLike(document, node, value) }] };
}

export function renameKey(
  document: Written,
  key: StringNode,
  name: string,
  title = `Rename to ${name}`,
): Fix {
  return replaceString(document, key, name, title);
}

/** Takes a field away together with the comma, or the line, that belongs to it. */
export function removeProperty(document: Written, property: PropertyNode, title: string): Fix {
  return { title, edits: [removal(document, property)] };
}

function quoteLike({ text, syntax }: Written, node: SourceNode, value: string): string {
  const quote = text[node.range.start];
  if (syntax === 'json' || quote === '"') return JSON.stringify(value);
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
  return isPlainYaml(value) ? value : JSON.stringify(value);
}

function removal({ text, syntax, layout }: Written, { range }: PropertyNode): TextEdit {
  const before = /(?:^|[{,\n])[ \t]*$/.exec(textBefore(text, range.start));
  if (syntax === 'yaml' && before && !/[{,]/.test(before[0])) {
    const end =
      text[range.end - 1] === '\n'
        ? range.end
        : Math.min(text.length, layout.lineFeed(range.end - 1) + 1);
    return { range: { start: layout.lineStart(range.start), end }, newText: '' };
  }
  const after = /^\s*,\s*/.exec(text.slice(range.end, range.end + farthest));
  if (after) {
    return { range: { start: range.start, end: range.end + after[0].length }, newText: '' };
  }
  const comma = /,\s*$/.exec(textBefore(text, range.start));
  return { range: { start: range.start - (comma?.[0].length ?? 0), end: range.end }, newText: '' };
}

/** Longer layout than this between a field and its comma is not looked through. */
const farthest = 1000;

function textBefore(text: string, offset: number): string {
  return text.slice(Math.max(0, offset - farthest), offset);
}
