import {
  applyTextEdits,
  type Range,
  type SourceNode,
  type TextEdit as TextReplacement,
} from '@stepthrough/asl';
import { format } from 'jsonc-parser';
import type { FormattingOptions, TextEdit } from 'vscode-languageserver';
import { lspEdit } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';

/**
 * Lays JSON out anew: only white space changes, so comments and substitutions stay. YAML is not
 * formatted, because white space carries its meaning; nor is a template around a definition.
 */
export function formatting(
  { source, text, syntax, machines }: OpenDocument,
  options: FormattingOptions,
  range: Range = { start: 0, end: text.length },
): TextEdit[] {
  const [open] = machines;
  if (syntax !== 'json' || open?.name !== undefined || !open?.document.root) return [];
  if (isDeep(text)) return [];
  const edits = format(
    withoutSubstitutions(text, open.document.root),
    { offset: range.start, length: range.end - range.start },
    {
      tabSize: Math.min(options.tabSize, widestTab),
      insertSpaces: options.insertSpaces,
      eol: text.includes('\r\n') ? '\r\n' : '\n',
      insertFinalNewline: options.insertFinalNewline ?? false,
      keepLines: false,
    },
  );
  return edits.map(({ offset, length, content }) =>
    lspEdit(source, { range: { start: offset, end: offset + length }, newText: content }),
  );
}

/** Brackets inside each other, whether or not they are closed: each level is written before every line. */
const mostLevels = 500;

function isDeep(text: string): boolean {
  let levels = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[{}[\]]/g)) {
    if (mark === '{' || mark === '[') levels += 1;
    if (mark === '}' || mark === ']') levels = Math.max(0, levels - 1);
    if (levels > mostLevels) return true;
  }
  return false;
}

/** Columns; a client could ask for lines that no memory holds. */
const widestTab = 100;

/** A bare `${Name}` as a string of the same length, which the formatter understands. */
function withoutSubstitutions(text: string, root: SourceNode): string {
  const edits: TextReplacement[] = [];
  const visit = (node: SourceNode | undefined): void => {
    if (node?.kind === 'placeholder') {
      const { start, end } = node.range;
      edits.push({ range: node.range, newText: `"${'x'.repeat(end - start - 2)}"` });
    }
    if (node?.kind === 'array') node.items.forEach(visit);
    if (node?.kind === 'object') for (const { value } of node.properties) visit(value);
  };
  visit(root);
  return applyTextEdits(text, edits);
}
