import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver';
import type { Files } from '../files.ts';
import { nameAt } from '../names.ts';
import type { OpenDocument } from '../open-document.ts';

/** The places in this file that name the same state or variable; where it is defined counts as written. */
export function documentHighlight(
  files: Files,
  file: OpenDocument,
  offset: number,
): DocumentHighlight[] {
  const name = nameAt(files, file, offset);
  if (!name) return [];
  const marked = [
    ...name.definitions.map((each) => ({ ...each, kind: DocumentHighlightKind.Write })),
    ...name.uses().map((each) => ({ ...each, kind: DocumentHighlightKind.Read })),
  ];
  return marked.filter(({ uri }) => uri === file.uri).map(({ range, kind }) => ({ range, kind }));
}
