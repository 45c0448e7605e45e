import { applyOperation, findState, stateId } from '@stepthrough/asl';
import { ErrorCodes, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument } from '../open-document.ts';
import { referenceAt } from '../state-references.ts';

/** Renames a state at its key and in every transition; what cannot be done is refused with a reason. */
export function rename(file: OpenDocument, offset: number, name: string): WorkspaceEdit {
  const { source } = file;
  const open = machineAt(file, offset);
  const reference = open && referenceAt(open.document, offset);
  const state = reference && findState(reference.scope, reference.name);
  if (!state) throw refused('There is no state name here: place the cursor on one.');
  if (open.isEscaped) {
    throw refused('This definition stands in a quoted string; rename the state by hand.');
  }
  const outcome = applyOperation(open.document, { kind: 'renameState', id: stateId(state), name });
  if (!outcome.ok) throw refused(outcome.message);
  const edits = outcome.edits.map(({ range, newText }) => ({
    range: lspRange(source, range),
    newText,
  }));
  return { changes: { [source.uri]: edits } };
}

function refused(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
