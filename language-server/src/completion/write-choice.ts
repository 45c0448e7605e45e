import type { Range } from '@stepthrough/asl';
import { type Snippet, writeSnippet, writeYamlSnippet } from '@stepthrough/catalog';
import {
  type CompletionItem,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import { lspEdit, lspRange } from '../lsp-range.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';

/** Writes a choice in the syntax and style of its place. */
export function writeChoice(
  cursor: Cursor,
  choice: Choice,
  index: number,
  takesSnippets: boolean,
): CompletionItem {
  const { source } = cursor.file;
  const site = siteOf(cursor);
  const { text, range } = textOf(cursor, site, choice);
  const isSnippet = choice.insert.as !== 'text' || choice.insert.isSnippet === true;
  const written = isSnippet && !takesSnippets ? withoutStops(text) : text;
  const needsComma =
    choice.insert.as === 'member' || (choice.insert.as === 'value' && isNewItem(cursor));
  const comma = needsComma ? site.missingComma : undefined;
  // Two edits may not begin at one place.
  const isAdjacent = comma === range.start;
  return {
    label: choice.label,
    kind: choice.kind,
    sortText: `${choice.rank ?? 5}${String(index).padStart(5, '0')}`,
    filterText: filterOf(cursor, choice, range),
    textEdit: { range: lspRange(source, range), newText: isAdjacent ? `, ${written}` : written },
    ...(isSnippet && takesSnippets && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(written.includes('\n') && { insertTextMode: InsertTextMode.adjustIndentation }),
    ...(choice.detail !== undefined && { detail: choice.detail }),
    ...(choice.doc !== undefined && {
      documentation: { kind: MarkupKind.Markdown, value: choice.doc },
    }),
    ...(choice.asksMore && { command: suggestMore }),
    ...(choice.isDeprecated && { tags: [CompletionItemTag.Deprecated] }),
    ...(comma !== undefined &&
      !isAdjacent && {
        additionalTextEdits: [
          lspEdit(source, { range: { start: comma, end: comma }, newText: ',' }),
        ],
      }),
  };
}

function isNewItem({ container, value }: Cursor): boolean {
  return container?.kind === 'array' && value === undefined;
}

/** A text from its first character that is no white space and no comment. */
function significant(text: string): string {
  return text.replace(/^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/, '');
}

/** Opens the list again; editors without the command pass it over. */
const suggestMore = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

/** What the text around a cursor says, which is the same for all choices there. */
interface Site {
  /** What members and values replace. */
  readonly range: Range;
  readonly isFlow: boolean;
  readonly isQuoted: boolean;
  readonly gap: string;
  /** What follows the range, and the first character of it that is no layout. */
  readonly after: string;
  readonly next: string;
  readonly extraIndent: number;
  readonly indent: string;
  /** The end of the member or item before, if its comma is missing. */
  readonly missingComma: number | undefined;
}

const sites = new WeakMap<Cursor, Site>();

function siteOf(cursor: Cursor): Site {
  const known = sites.get(cursor) ?? readSite(cursor);
  sites.set(cursor, known);
  return known;
}

function readSite(cursor: Cursor): Site {
  const { text } = cursor.file;
  const range = onOneLine(cursor);
  const after = text.slice(range.end, range.end + farthest);
  return {
    range,
    isFlow: isInFlow(cursor, range),
    isQuoted: /["']/.test(text[range.start] ?? ''),
    gap: /[:,]/.test(text[range.start - 1] ?? '') ? ' ' : '',
    after,
    next: significant(after).slice(0, 1),
    extraIndent: extraIndent(cursor, range),
    indent: indentOf(cursor.open.document.text),
    missingComma: missingComma(cursor, range),
  };
}

/** Characters behind the cursor that are looked through for a colon or comma. */
const farthest = 10_000;

function textOf(cursor: Cursor, site: Site, { insert }: Choice): { text: string; range: Range } {
  if (insert.as === 'text') return { text: insert.text, range: insert.range };
  const { range, isFlow, isQuoted, gap, next } = site;
  if (insert.as === 'member') {
    if (isFlow) return { text: jsonMember(cursor, site, insert.key, insert.value), range };
    return { text: yamlMember(site, insert.key, insert.value), range };
  }
  const isPlain = typeof insert.value === 'string' && !isQuoted && !insert.value.includes('${');
  const isJson = isFlow && !(isPlain && cursor.open.document.syntax === 'yaml');
  if (isJson || (isQuoted && typeof insert.value === 'string')) {
    const isBefore = isNewItem(cursor) && /[^,\]]/.test(next);
    return { text: gap + jsonValue(cursor, site, insert.value) + (isBefore ? ',' : ''), range };
  }
  const value = writeYamlSnippet(insert.value, ' '.repeat(site.extraIndent + 2));
  // Behind `key: `, the list or object begins on the next line.
  return { text: value.startsWith('\n') ? value : gap + value, range };
}

function jsonMember(cursor: Cursor, site: Site, key: string, value: Snippet): string {
  const isYaml = cursor.open.document.syntax === 'yaml';
  const name = isYaml && !site.isQuoted ? writeYamlSnippet(key) : writeSnippet(key);
  if (/^\s*:/.test(site.after)) return name;
  const comma = /["']/.test(site.next) ? ',' : '';
  return `${name}: ${jsonValue(cursor, site, value)}${comma}`;
}

function jsonValue({ open }: Cursor, { indent }: Site, value: Snippet): string {
  const text = writeSnippet(value);
  // Flow style in YAML stays on its line.
  if (open.document.syntax === 'yaml') return text.replaceAll(/\n\t*/g, ' ');
  return text.replaceAll('\t', indent);
}

function yamlMember({ after, extraIndent }: Site, key: string, value: Snippet): string {
  const name = writeYamlSnippet(key);
  if (/^[ \t]*:(?:\s|$)/.test(after)) return name;
  const text = writeYamlSnippet(value, ' '.repeat(extraIndent + 2));
  return text.startsWith('\n') ? `${name}:${text}` : `${name}: ${text}`;
}

/** How far a key stands behind the first character of its line, which is a dash where an item begins. */
function extraIndent({ file: { text, lines }, steps, property }: Cursor, range: Range): number {
  const start = lines.startOf(range.start);
  const indent = /^[ ]*/.exec(text.slice(start))?.[0].length ?? 0;
  const key = property && steps.length > 0 ? property.key.range.start : range.start;
  const column = Math.min(key, range.start) - start;
  return column >= indent ? column - indent : 0;
}

function isInFlow({ open, text, container }: Cursor, range: Range): boolean {
  if (open.document.syntax === 'json') return true;
  const start = container?.range.start ?? range.start;
  return '{['.includes(text[start] ?? ' ');
}

/** An edit may not span lines; a string that is not closed yet reaches over its own. */
function onOneLine({ file: { text, lines }, offset, replaced }: Cursor): Range {
  const line = lines.startOf(offset);
  const indent = replaced.start < line ? text.slice(line).search(/\S|$/) : 0;
  const lineEnd = lines.feedOf(offset);
  return {
    start: Math.min(Math.max(replaced.start, line + indent), offset),
    end: Math.max(Math.min(replaced.end, lineEnd), offset),
  };
}

/** The end of the member or item before, if its comma is missing; only JSON needs one. */
function missingComma({ container, text, open, value }: Cursor, range: Range): number | undefined {
  if (!container || open.document.syntax === 'yaml') return undefined;
  const parts = container.kind === 'object' ? container.properties : container.items;
  const before = parts.findLast((part) => part.range.end <= range.start && part !== value);
  if (!before) return undefined;
  const gap = text.slice(before.range.end, range.start);
  const marks = gap.replaceAll(/\/\/[^\n]*|\/\*[^]*?\*\//g, '');
  return /[,:]/.test(marks) ? undefined : before.range.end;
}

/** Editors filter by the characters from the start of the replaced range to the cursor. */
function filterOf(cursor: Cursor, choice: Choice, range: Range): string {
  if (choice.insert.as === 'text') return choice.label;
  const quote = /^["']/.exec(cursor.file.text.slice(range.start, range.end))?.[0] ?? '';
  return quote + choice.label + quote;
}

/** A snippet as text, for editors that know no tab stops. */
function withoutStops(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replaceAll(/(?<!\\)\$\d+/g, '')
    .replaceAll(/\\([$}\\])/g, '$1');
}

function indentOf(text: string): string {
  return /\n([ ]+|\t)\S/.exec(text)?.[1] ?? '  ';
}
