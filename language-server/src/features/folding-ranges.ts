import type { Comment, Range, SourceNode } from '@stepthrough/asl';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { OpenDocument } from '../open-document.ts';

/** States, objects, lists, long strings and comments of a definition. The template around one folds by itself. */
export function foldingRanges({ source, text, machines }: OpenDocument): FoldingRange[] {
  const found = new Map<number, FoldingRange>();
  const add = ({ start, end }: Range, kind?: FoldingRangeKind): void => {
    const startLine = source.positionAt(start).line;
    const content = start + text.slice(start, end).trimEnd().length;
    // The line of the closing bracket stays in view.
    const isClosed = /[}\]]/.test(text[content - 1] ?? '') && kind === undefined;
    const endLine = source.positionAt(content).line - (isClosed ? 1 : 0);
    if (endLine > startLine && !found.has(startLine)) {
      found.set(startLine, { startLine, endLine, ...(kind !== undefined && { kind }) });
    }
  };
  for (const { document, name } of machines) {
    if (name !== undefined) continue;
    if (document.root) visit(document.root, add);
    for (const range of commentBlocks(document.comments, text)) {
      add(range, FoldingRangeKind.Comment);
    }
  }
  return [...found.values()].sort((a, b) => a.startLine - b.startLine);
}

function visit(node: SourceNode, add: (range: Range) => void): void {
  if (node.kind === 'array') {
    for (const item of node.items) {
      if (item.range.start < node.range.start || item.range.end > node.range.end) continue;
      if (item.kind !== 'array') add(item.range);
      visit(item, add);
    }
  }
  if (node.kind !== 'object') return;
  for (const { key, value, range } of node.properties) {
    // What a YAML alias or merge key brings here is folded where it stands.
    if (!value || key.range.start < node.range.start || range.end > node.range.end) continue;
    add({ start: key.range.start, end: value.range.end });
    if (value.range.start >= key.range.start) visit(value, add);
  }
}

/** Comments on lines that follow each other. */
function commentBlocks(comments: readonly Comment[], text: string): readonly Range[] {
  const blocks: Range[] = [];
  for (const { range } of comments) {
    const last = blocks.at(-1);
    const isNext = last && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(last.end, range.start));
    if (isNext) blocks[blocks.length - 1] = { start: last.start, end: range.end };
    else blocks.push(range);
  }
  return blocks;
}
