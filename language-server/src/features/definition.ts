import { findState } from '@stepthrough/asl';
import type { Location } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument } from '../open-document.ts';
import { referenceAt } from '../state-references.ts';

/** The key of the state that a transition names. */
export function definition(file: OpenDocument, offset: number): Location | null {
  const open = machineAt(file, offset);
  const reference = open && referenceAt(open.document, offset);
  const state = reference && findState(reference.scope, reference.name);
  return state ? { uri: file.source.uri, range: lspRange(file.source, state.key.range) } : null;
}
