import type { PrepareRenameResult, WorkspaceEdit } from 'vscode-languageserver';
import type { Files } from '../files.ts';
import { lspRange, refused } from '../lsp-range.ts';
import { type Name, nameAt } from '../names.ts';
import type { OpenDocument } from '../open-document.ts';

/** What would be renamed at the offset. */
export function prepareRename(
  files: Files,
  file: OpenDocument,
  offset: number,
): PrepareRenameResult {
  const { text, range } = nameOrRefuse(files, file, offset);
  return { range: lspRange(file.source, range), placeholder: text };
}

/** Renames a state or variable wherever it is named, in scenario files too. */
export function rename(
  files: Files,
  file: OpenDocument,
  offset: number,
  name: string,
): WorkspaceEdit {
  return nameOrRefuse(files, file, offset).rename(name);
}

function nameOrRefuse(files: Files, file: OpenDocument, offset: number): Name {
  const name = nameAt(files, file, offset);
  if (!name) throw refused('There is no state or variable here: place the cursor on its name.');
  return name;
}
