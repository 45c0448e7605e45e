import type { Json } from '@stepthrough/json';
import type { AslDocument } from '../document.ts';
import { lineStart } from '../source/lines.ts';
import type { ArrayNode, ObjectNode, Range, SourceNode } from '../source/node.ts';
import { afterLayout } from './layout.ts';
import { type Run, runsOf } from './runs.ts';
import type { Splicer } from './splicer.ts';
import {
  deletion,
  indentAt,
  indentUnit,
  insertion,
  lineBreak,
  lineEnd,
  type TextEdit,
} from './text-edit.ts';

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
    runsOf(container, gone).flatMap((run) => remove(document.text, container, run)),
  replaceValue: (document, node, value) => [
    { range: node.range, newText: replacementText(document, node, value) },
  ],
  replaceMember: (document, { range }, [name, value]) => [
    { range, newText: memberText(document, name, value, indentAt(document.text, range.start)) },
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
  const { text, syntax } = document;
  const isPlain =
    syntax === 'yaml' && node.kind === 'string' && /^\w/.test(text.slice(node.range.start));
  if (isPlain && typeof value === 'string' && isPlainWord(value)) return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isOneLiner(document, node)) return lineText(value);
  return valueText(document, value, indentAt(text, node.range.start));
}

/** Words that mean the same without quotes, also in YAML's flow style. */
function isPlainWord(value: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
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
  const text = JSON.stringify(value, null, indentUnit(document));
  return text.replaceAll('\n', `${lineBreak(document)}${indent}`);
}

function insert(
  document: AslDocument,
  container: ObjectNode | ArrayNode,
  parts: readonly { readonly range: Range }[],
  write: (indent: string, separator: string) => string,
  after = parts.at(-1),
): TextEdit[] {
  const { text } = document;
  const outer = indentAt(text, container.range.start);
  if (!after) return insertFirst(document, container, outer, write);
  const first = parts[0] ?? after;
  const ownLines = text.slice(container.range.start, first.range.start).includes('\n');
  const isLast = after === parts.at(-1);
  if (!ownLines) {
    const newText = `, ${write(outer, ', ')}`;
    return [insertion(after.range.end, newText)];
  }
  const indent = indentAt(text, after.range.start);
  const start = lineBreak(document) + indent;
  const added = `${start}${write(indent, `,${start}`)}`;
  if (!isLast) {
    const comma = commaAfter(text, after.range.end);
    return [insertion(restOfLine(text, comma), `${added},`)];
  }
  const comma = commaAfter(text, after.range.end);
  const hasComma = text[comma - 1] === ',' && comma > after.range.end;
  const edits = [insertion(restOfLine(text, comma), added)];
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
  const start = lineBreak(document) + outer + indentUnit(document);
  const added = start + write(outer + indentUnit(document), `,${start}`);
  const inside = document.text.slice(range.start + 1, range.end - 1);
  const close = lineBreak(document) + outer;
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
function restOfLine(text: string, at: number): number {
  const rest = text.slice(at, lineEnd(text, at));
  return /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(rest) ? at + rest.trimEnd().length : at;
}

function remove(
  text: string,
  container: ObjectNode | ArrayNode,
  { before, first, last, next }: Run,
): TextEdit[] {
  const start = startWithComments(
    text,
    first.start,
    before ? commaAfter(text, before.end) : container.range.start + 1,
  );
  if (next) {
    const end = restOfLine(text, commaAfter(text, last.end));
    // On lines of its own, the part goes with its lines; within a line, up to the next part.
    if (isLineStart(text, start) && next.start > lineEnd(text, end)) {
      return [deletion(lineStart(text, start), nextLine(text, end))];
    }
    return [deletion(first.start, next.start)];
  }
  const end = restOfLine(text, commaAfter(text, last.end));
  if (!before) {
    const close = container.range.end - 1;
    return [deletion(container.range.start + 1, close)];
  }
  const comma = commaAfter(text, before.end);
  const edits = [deletion(comma - 1, comma)];
  if (!isLineStart(text, start)) return [deletion(comma - 1, last.end)];
  return [
    ...edits,
    deletion(
      lineEnd(
        text,
        lineStart(text, start) - 1 - (text[lineStart(text, start) - 2] === '\r' ? 1 : 0),
      ),
      end,
    ),
  ];
}

/** Includes the comments that stand on lines of their own right above. */
function startWithComments(text: string, start: number, least: number): number {
  let from = start;
  for (;;) {
    const line = lineStart(text, from);
    if (line <= least || text.slice(line, from).trim() !== '') return from;
    const above = lineStart(text, line - 1);
    if (above < least || !/^[ \t]*(?:\/\/|\/\*.*\*\/\s*$)/.test(text.slice(above, line)))
      return from;
    from = above + indentLength(text, above);
  }
}

function indentLength(text: string, line: number): number {
  return /^[ \t]*/.exec(text.slice(line))?.[0].length ?? 0;
}

function isLineStart(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '' && lineStart(text, at) > 0;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
