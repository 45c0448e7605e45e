import type { AslDocument, PropertyNode, SourceNode, StringNode } from '@stepthrough/asl';
import type { Fix, TextEdit } from './problem.ts';

/** Writes another string where one stands, quoted as the old one is. */
export function replaceString(
  document: AslDocument,
  node: SourceNode,
  value: string,
  title: string,
): Fix {
  return { title, edits: [{ range: node.range, newText: quoteLike(document, node, value) }] };
}

export function renameKey(
  document: AslDocument,
  key: StringNode,
  name: string,
  title = `Rename to ${name}`,
): Fix {
  return replaceString(document, key, name, title);
}

/** Takes a field away together with the comma, or the line, that belongs to it. */
export function removeProperty(document: AslDocument, property: PropertyNode, title: string): Fix {
  return { title, edits: [removal(document, property)] };
}

function quoteLike({ text, syntax }: AslDocument, node: SourceNode, value: string): string {
  const quote = text[node.range.start];
  if (syntax === 'json' || quote === '"') return JSON.stringify(value);
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
  return /^[\w$./ -]+$/.test(value) && value.trim() === value ? value : JSON.stringify(value);
}

function removal({ text, syntax }: AslDocument, { range }: PropertyNode): TextEdit {
  const before = /(?:^|[{,\n])[ \t]*$/.exec(text.slice(0, range.start));
  if (syntax === 'yaml' && before && !/[{,]/.test(before[0])) {
    const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
    const lineEnd = text.indexOf('\n', range.end - 1);
    const end =
      text[range.end - 1] === '\n' ? range.end : lineEnd === -1 ? text.length : lineEnd + 1;
    return { range: { start: lineStart, end }, newText: '' };
  }
  const after = /^\s*,\s*/.exec(text.slice(range.end));
  if (after) {
    return { range: { start: range.start, end: range.end + after[0].length }, newText: '' };
  }
  const comma = /,\s*$/.exec(text.slice(0, range.start));
  return { range: { start: range.start - (comma?.[0].length ?? 0), end: range.end }, newText: '' };
}
