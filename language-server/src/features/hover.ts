import { findState } from '@stepthrough/asl';
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument } from '../open-document.ts';
import { referenceAt } from '../state-references.ts';

/** The type and comment of the state that is named at the offset. */
export function hover(file: OpenDocument, offset: number): Hover | null {
  const open = machineAt(file, offset);
  const reference = open && referenceAt(open.document, offset);
  const state = reference && findState(reference.scope, reference.name);
  if (!state) return null;
  const lines = [`${state.name}: ${state.type ?? 'no type'}`, state.comment?.value];
  return {
    contents: {
      kind: MarkupKind.PlainText,
      value: lines.filter((line) => line !== undefined).join('\n\n'),
    },
    range: lspRange(file.source, reference.range),
  };
}
