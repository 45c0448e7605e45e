import { isPlainYaml } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import type { AslDocument } from '../document.ts';
import type { ArrayNode, ObjectNode, Range, SourceNode } from '../source/node.ts';
import { afterLayout } from './layout.ts';
import { type Run, runsOf } from './runs.ts';
import type { Splicer } from './splicer.ts';
import { deletion, insertion, type TextEdit } from './text-edit.ts';

export const jsonSplicer: Splicer = {
  insertMembers: (document, object, members, after) =>
    insert(
      document,
      object,
      object.properties,
      (indent, separator) =>
        members.map(([name, value]) => memberText(document, name, value, indent)).join(separator),
      after,
    ),
  insertCopy: (document, object, of, name, copy) =>
    insert(document, object, object.properties, () => JSON.stringify(name) + copy, of),
  insertItem: (document, array, value) =>
    insert(document, array, array.items, (indent) => valueText(document, value, indent)),
  remove: (document, container, gone) =>
    runsOf(container, gone).flatMap((run) => remove(document, container, run)),
  replaceValue: (document, node, value) => [
    { range: node.range, newText: replacementText(document, node, value) },
  ],
  replaceMember: (document, { range }, [name, value]) => [
    { range, newText: memberText(document, name, value, document.layout.indentAt(range.start)) },
  ],
  swapItems: ({ text }, first, second) => [
    { range: first.range, newText: text.slice(second.range.start, second.range.end) },
    { range: second.range, newText: text.slice(first.range.start, first.range.end) },
  ],
  key: (_document, name) => JSON.stringify(name),
};

function memberText(document: AslDocument, name: string, value: Json, indent: string): string {
  return `${JSON.stringify(name)}: ${valueText(document, value, indent)}`;
}

function replacementText(document: AslDocument, node: SourceNode, value: Json): string {
  const { text, syntax, layout } = document;
  const isPlain =
    syntax === 'yaml' && node.kind === 'string' && /^\w/.test(text.slice(node.range.start));
  if (isPlain && typeof value === 'string' && isPlainYaml(value)) return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isOneLiner(document, node)) return lineText(value);
  return valueText(document, value, layout.indentAt(node.range.start));
}

/** What its author has written on one line stays on one. */
function isOneLiner({ text, syntax }: AslDocument, { kind, range }: SourceNode): boolean {
  const isContainer = kind === 'object' || kind === 'array';
  return (
    syntax === 'json' &&
    isContainer &&
    range.end - range.start > 2 &&
    !text.slice(range.start, range.end).includes('\n')
  );
}

function lineText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(lineText).join(', ')}]`;
  const members = Object.entries(value).map(
    ([name, inner]: [string, Json]) => `${JSON.stringify(name)}: ${lineText(inner)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function valueText(document: AslDocument, value: Json, indent: string): string {
  // Flow style in YAML cannot rely on its own indentation, so values stay on one line there.
  if (document.syntax === 'yaml') return JSON.stringify(value);
  const { lineBreak, indentUnit } = document.layout;
  return JSON.stringify(value, null, indentUnit).replaceAll('\n', lineBreak + indent);
}

function insert(
  document: AslDocument,
  container: ObjectNode | ArrayNode,
  parts: readonly { readonly range: Range }[],
  write: (indent: string, separator: string) => string,
  after = parts.at(-1),
): TextEdit[] {
  const { text, layout } = document;
  const outer = layout.indentAt(container.range.start);
  if (!after) return insertFirst(document, container, outer, write);
  const first = parts[0] ?? after;
  const ownLines = text.slice(container.range.start, first.range.start).includes('\n');
  const isLast = after === parts.at(-1);
  if (!ownLines) {
    const newText = `, ${write(outer, ', ')}`;
    return [insertion(after.range.end, newText)];
  }
  const indent = layout.indentAt(after.range.start);
  const start = layout.lineBreak + indent;
  const added = `${start}${write(indent, `,${start}`)}`;
  if (!isLast) {
    const comma = commaAfter(text, after.range.end);
    return [insertion(restOfLine(document, comma), `${added},`)];
  }
  const comma = commaAfter(text, after.range.end);
  const hasComma = text[comma - 1] === ',' && comma > after.range.end;
  const edits = [insertion(restOfLine(document, comma), added)];
  return hasComma ? edits : [insertion(after.range.end, ','), ...edits];
}

function insertFirst(
  document: AslDocument,
  { range }: ObjectNode | ArrayNode,
  outer: string,
  write: (indent: string, separator: string) => string,
): TextEdit[] {
  // Flow style in YAML may be indented less than its own content would be.
  if (document.syntax === 'yaml') return [insertion(range.start + 1, write(outer, ', '))];
  const { lineBreak, indentUnit } = document.layout;
  const start = lineBreak + outer + indentUnit;
  const added = start + write(outer + indentUnit, `,${start}`);
  const inside = document.text.slice(range.start + 1, range.end - 1);
  const close = lineBreak + outer;
  if (inside.trim() !== '') {
    return [insertion(range.start + 1, inside.includes('\n') ? added : added + close)];
  }
  return [{ range: { start: range.start + 1, end: range.end - 1 }, newText: added + close }];
}

/** The offset after the comma that follows, or the same offset when none does. */
function commaAfter(text: string, at: number): number {
  const next = afterLayout(text, at);
  return text[next] === ',' ? next + 1 : at;
}

/** Past a comment that stands on the rest of the line; `at` when something else does. */
function restOfLine({ text, layout }: AslDocument, at: number): number {
  const rest = text.slice(at, layout.lineEnd(at));
  return /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(rest) ? at + rest.trimEnd().length : at;
}

function remove(
  document: AslDocument,
  container: ObjectNode | ArrayNode,
  { before, first, last, next }: Run,
): TextEdit[] {
  const { text, layout } = document;
  const start = startWithComments(
    document,
    first.start,
    before ? commaAfter(text, before.end) : container.range.start + 1,
  );
  if (next) {
    const end = restOfLine(document, commaAfter(text, last.end));
    // On lines of its own, the part goes with its lines; within a line, up to the next part.
    if (isLineStart(document, start) && next.start > layout.lineEnd(end)) {
      return [deletion(layout.lineStart(start), nextLine(text, end))];
    }
    return [deletion(first.start, next.start)];
  }
  const end = restOfLine(document, commaAfter(text, last.end));
  if (!before) {
    const close = container.range.end - 1;
    return [deletion(container.range.start + 1, close)];
  }
  const comma = commaAfter(text, before.end);
  const edits = [deletion(comma - 1, comma)];
  if (!isLineStart(document, start)) return [deletion(comma - 1, last.end)];
  return [...edits, deletion(layout.lineEnd(layout.lineStart(start) - 1), end)];
}

/** Includes the comments that stand on lines of their own right above. */
function startWithComments({ text, layout }: AslDocument, start: number, least: number): number {
  let from = start;
  for (;;) {
    const line = layout.lineStart(from);
    if (line <= least || text.slice(line, from).trim() !== '') return from;
    const above = layout.lineStart(line - 1);
    if (above < least || !/^[ \t]*(?:\/\/|\/\*.*\*\/\s*$)/.test(text.slice(above, line)))
      return from;
    from = above + indentLength(text, above);
  }
}

function indentLength(text: string, line: number): number {
  return /^[ \t]*/.exec(text.slice(line))?.[0].length ?? 0;
}

function isLineStart({ text, layout }: AslDocument, at: number): boolean {
  return text.slice(layout.lineStart(at), at).trim() === '' && layout.lineStart(at) > 0;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
