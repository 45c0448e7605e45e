import type { Location } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument } from '../open-document.ts';
import { referenceAt, sameState } from '../state-references.ts';

/** Every place that names the state at the offset, in the order of the text. */
export function references(
  file: OpenDocument,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  const open = machineAt(file, offset);
  const reference = open && referenceAt(open.document, offset);
  if (!reference) return [];
  return sameState(open.document, reference)
    .filter(({ isKey }) => includeDeclaration || !isKey)
    .toSorted((a, b) => a.range.start - b.range.start)
    .map(({ range }) => ({ uri: file.source.uri, range: lspRange(file.source, range) }));
}
