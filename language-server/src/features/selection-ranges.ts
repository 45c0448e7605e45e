import type { Range, SourceNode } from '@stepthrough/asl';
import type { SelectionRange } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument } from '../open-document.ts';
import { tailOf } from '../tail.ts';

/** From the word at the offset outwards: the string, the field, the object, the state, … the file. */
export function selectionRange(file: OpenDocument, offset: number): SelectionRange {
  const { source, text } = file;
  const root = machineAt(file.machines, offset)?.document.root;
  const around = [
    { start: 0, end: text.length },
    ...(root ? rangesAround(root, offset, text) : []),
  ];
  let result: SelectionRange | undefined;
  for (const { start, end } of around) {
    const range = { start, end: start + text.slice(start, end).trimEnd().length };
    const isInside = range.start <= offset && offset <= range.end;
    if (!isInside && result) continue;
    const place = lspRange(source, isInside ? range : { start: 0, end: text.length });
    if (JSON.stringify(place) === JSON.stringify(result?.range)) continue;
    result = { range: place, ...(result && { parent: result }) };
  }
  return result ?? { range: lspRange(source, { start: offset, end: offset }) };
}

function rangesAround(node: SourceNode, offset: number, text: string): readonly Range[] {
  const holds = ({ start, end }: Range): boolean => start <= offset && offset <= end;
  if (!holds(node.range)) return [];
  switch (node.kind) {
    case 'object': {
      const property = node.properties.find(({ range }) => holds(range));
      if (!property) return [node.range];
      const { key, value, range } = property;
      const inner = holds(key.range)
        ? stringRanges(key.range, offset, text)
        : value
          ? rangesAround(value, offset, text)
          : [];
      return [node.range, range, ...inner];
    }
    case 'array':
      return [
        node.range,
        ...(node.items.map((item) => rangesAround(item, offset, text)).find(isSome) ?? []),
      ];
    case 'string':
      return stringRanges(node.range, offset, text);
    case 'number':
    case 'boolean':
    case 'null':
    case 'placeholder':
      return [node.range];
  }
}

function isSome(ranges: readonly Range[]): boolean {
  return ranges.length > 0;
}

/** The string with its quotes, its content, and the word in it. */
function stringRanges(range: Range, offset: number, text: string): readonly Range[] {
  const isQuoted = /["']/.test(text[range.start] ?? '');
  const content = isQuoted ? { start: range.start + 1, end: range.end - 1 } : range;
  if (offset < content.start || offset > content.end) return [range];
  const before = tailOf(
    text.slice(content.start, offset),
    offset - content.start,
    /^[\w$.]$/,
  ).length;
  const after = /^[\w$.]*/.exec(text.slice(offset, content.end))?.[0].length ?? 0;
  const word = { start: offset - before, end: offset + after };
  return [range, content, ...(before + after > 0 ? [word] : [])];
}
