import { applyOperation, type Operation, type State, type TextEdit } from '@stepthrough/asl';
import { type CodeAction, type CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { lspEdit } from '../lsp-range.ts';
import type { OpenDocument, OpenMachine } from '../open-document.ts';

/** A place in a definition for which actions are looked for. */
export interface ActionSite {
  readonly file: OpenDocument;
  readonly open: OpenMachine;
  readonly state: State;
}

export function editAction(
  { source, uri }: OpenDocument,
  title: string,
  kind: CodeActionKind,
  edits: readonly TextEdit[],
  diagnostic?: Diagnostic,
): CodeAction {
  return {
    title,
    kind,
    ...(diagnostic && { diagnostics: [diagnostic] }),
    edit: { changes: { [uri]: edits.map((edit) => lspEdit(source, edit)) } },
  };
}

/** The edits of several operations on the same text; `undefined` when one cannot be carried out. */
export function editsOf(
  { document }: OpenMachine,
  operations: readonly Operation[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const operation of operations) {
    const outcome = applyOperation(document, operation);
    if (!outcome.ok) return undefined;
    edits.push(...outcome.edits);
  }
  return edits;
}
