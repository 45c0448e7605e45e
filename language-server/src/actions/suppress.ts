import type { Problem } from '@stepthrough/analysis';
import { type AslDocument, type SourceNode } from '@stepthrough/asl';
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { OpenDocument, OpenMachine } from '../open-document.ts';
import { editAction } from './action.ts';

/**
 * A comment that switches a rule off for the line of its problem. Only in YAML: AWS takes no comments
 * in JSON, where the settings do it.
 */
export function suppress(
  file: OpenDocument,
  { document }: OpenMachine,
  { code, range }: Problem,
  diagnostic: Diagnostic | undefined,
): CodeAction[] {
  const { text, layout } = document;
  const start = layout.lineStart(range.start);
  if (document.syntax !== 'yaml' || code === 'doc.syntax' || !isBetweenNodes(document, start)) {
    return [];
  }
  const indent = /^[ ]*/.exec(text.slice(start))?.[0] ?? '';
  const newText = `${indent}# stepthrough-disable-next-line ${code}\n`;
  const title = `Disable ${code} for this line`;
  const edits = [{ range: { start, end: start }, newText }];
  return [editAction(file, title, CodeActionKind.QuickFix, edits, diagnostic)];
}

/** Inside a text of several lines, or in flow style, a line of its own would not be a comment. */
function isBetweenNodes({ root, text }: AslDocument, offset: number): boolean {
  let node: SourceNode | undefined = root;
  while (node) {
    const isFlow = /[{["']/.test(text[node.range.start] ?? '');
    const isInside = node.range.start < offset && offset < node.range.end;
    if (node.kind !== 'object' && node.kind !== 'array') return !isInside;
    if (isFlow && isInside) return false;
    const parts: readonly (SourceNode | undefined)[] =
      node.kind === 'object' ? node.properties.map(({ value }) => value) : node.items;
    node = parts.find((part) => part && part.range.start < offset && offset < part.range.end);
  }
  return true;
}
