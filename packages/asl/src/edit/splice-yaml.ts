import { isPlainYaml, otherMeanings } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import { type ScalarTag, stringify } from 'yaml';
import type { AslDocument } from '../document.ts';
import type { Range } from '../source/node.ts';
import { type Run, runsOf } from './runs.ts';
import type { Splicer } from './splicer.ts';
import { contentEnd, deletion, insertion, type TextEdit } from './text-edit.ts';

/** Block style only; flow style is written as JSON. */
export const yamlSplicer: Splicer = {
  insertMembers: (document, object, members, after = object.properties.at(-1)) => {
    if (!after) return jsonLike(object.range, Object.fromEntries(members));
    const column = columnOf(document, after.range.start);
    const lines = members.map(([name, value]) => memberLines(document, name, value, column));
    return [insertAfter(document, after.range, lines.join(document.layout.lineBreak))];
  },
  insertCopy: (document, _object, of, name, copy) => {
    const column = columnOf(document, of.range.start);
    return [insertAfter(document, of.range, ' '.repeat(column) + scalarText(name) + copy)];
  },
  insertItem: (document, array, value) => {
    const after = array.items.at(-1);
    if (!after) return jsonLike(array.range, [value]);
    const dash = document.text.lastIndexOf('-', after.range.start - 1);
    const column = columnOf(document, dash);
    const lines = blockText(document, [value], column);
    return [insertAfter(document, after.range, ' '.repeat(column) + lines)];
  },
  remove: (document, container, gone) => {
    const parts = container.kind === 'object' ? container.properties : container.items;
    if (parts.length > gone.length)
      return runsOf(container, gone).map((run) => removeLines(document, run, container.kind));
    return yamlSplicer.replaceValue(document, container, container.kind === 'object' ? {} : []);
  },
  replaceValue: (document, node, value) => {
    const { text, layout } = document;
    const { start } = node.range;
    const end = contentEnd(text, node.range);
    const column = columnOf(document, lineKey(document, start));
    const indent = column + layout.indentUnit.length;
    const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    const newText = isBlock
      ? blockText(document, value, indent)
      : typeof value === 'string'
        ? stringText(document, value, start, column)
        : scalarText(value);
    const isBelow = text.slice(layout.lineStart(start), start).trim() === '';
    const key = text.slice(0, start).trimEnd().length;
    // A collection stands below its key, everything else beside it.
    if (!isBlock && isBelow && ':-'.includes(text[key - 1] ?? '')) {
      return [{ range: { start: key, end }, newText: ` ${newText}` }];
    }
    const indented = ' '.repeat(indent) + newText;
    if (isBelow) return [{ range: { start: layout.lineStart(start), end }, newText: indented }];
    if (!isBlock) return [{ range: { start, end }, newText }];
    return [{ range: { start: key, end }, newText: layout.lineBreak + indented }];
  },
  replaceMember: (document, { range }, [name, value]) => {
    const column = columnOf(document, range.start);
    const end = contentEnd(document.text, range);
    const newText = memberLines(document, name, value, column).slice(column);
    return [{ range: { start: range.start, end }, newText }];
  },
  swapItems: ({ text }, first, second) => {
    const [one, other] = [first, second].map(({ range }) => ({
      start: range.start,
      end: contentEnd(text, range),
    })) as [Range, Range];
    return [
      { range: one, newText: text.slice(other.start, other.end) },
      { range: other, newText: text.slice(one.start, one.end) },
    ];
  },
  key: (_document, name) => scalarText(name),
};

function memberLines(document: AslDocument, name: string, value: Json, column: number): string {
  return ' '.repeat(column) + blockText(document, { [name]: value }, column);
}

/** A value in block style whose first line stands at `column` already. */
function blockText({ layout }: AslDocument, value: Json, column: number): string {
  const indent = Math.max(2, layout.indentUnit.length);
  const text = stringify(value, { ...style, indent }).trimEnd();
  return text.replaceAll('\n', layout.lineBreak + ' '.repeat(column));
}

/** Texts that some reader of YAML takes for something else. */
const compat = otherMeanings.map((test): ScalarTag => ({
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test,
  resolve: (text) => text,
}));

const style = { lineWidth: 0, compat };

/** On one line, and safe inside flow style too, where brackets and commas have a meaning. */
function scalarText(value: Json): string {
  if (typeof value === 'string' && isPlainYaml(value)) return value;
  const text = stringify(value, style).trimEnd();
  return typeof value !== 'string' || /^["']/.test(text) ? text : JSON.stringify(value);
}

/** A text in the place of another value: several lines as a block, one line in the quotes that stood there. */
function stringText(document: AslDocument, value: string, at: number, column: number): string {
  const first = document.text[at] ?? '';
  if (value.includes('\n') && first !== '"') {
    return blockText(document, { '': value }, column).replace(/^[^:]*: /, '');
  }
  if (first === '"') return JSON.stringify(value);
  if (first === "'" && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`;
  return scalarText(value);
}

function jsonLike(range: Range, value: Json): TextEdit[] {
  return [{ range, newText: JSON.stringify(value) }];
}

function insertAfter({ text, layout }: AslDocument, range: Range, lines: string): TextEdit {
  const at = layout.lineEnd(contentEnd(text, range));
  return insertion(at, layout.lineBreak + lines);
}

function columnOf({ layout }: AslDocument, at: number): number {
  return at - layout.lineStart(at);
}

/** The first character of the last line with text before a place that is no white space and no `- `. */
function lineKey({ text, layout }: AslDocument, at: number): number {
  const written = text.slice(0, at).trimEnd().length;
  const start = layout.lineStart(Math.max(0, written - 1));
  const line = text.slice(start, Math.min(at, layout.lineFeed(start)));
  return start + (/^[ ]*(?:- +)*/.exec(line)?.[0].length ?? 0);
}

function removeLines(
  document: AslDocument,
  { first, last, next }: Run,
  kind: 'object' | 'array',
): TextEdit {
  const { text, layout } = document;
  const line = layout.lineStart(first.start);
  const lead = text.slice(line, first.start);
  if (lead.trim() !== '' && !/^\s*-\s*$/.test(lead))
    return deletion(first.start, next?.start ?? last.end);
  // The first member of a list item shares its line with the dash, which stays.
  if (kind === 'object' && next && /-\s*$/.test(lead)) return deletion(first.start, next.start);
  const start = commentsAbove(document, line);
  const end = layout.lineEnd(contentEnd(text, last));
  if (next) return deletion(start, text.indexOf('\n', end) + 1);
  return deletion(Math.max(0, start - (text[start - 2] === '\r' ? 2 : 1)), end);
}

function commentsAbove({ text, layout }: AslDocument, line: number): number {
  let from = line;
  while (from > 0) {
    const above = layout.lineStart(from - 1);
    if (!/^\s*#/.test(text.slice(above, from))) return from;
    from = above;
  }
  return from;
}
