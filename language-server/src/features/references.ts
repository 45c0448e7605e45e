import type { Location } from 'vscode-languageserver';
import type { Files } from '../files.ts';
import { nameAt } from '../names.ts';
import type { OpenDocument } from '../open-document.ts';

/** Every place that names the state or variable at the offset, those in scenario files included. */
export function references(
  files: Files,
  file: OpenDocument,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  const name = nameAt(files, file, offset);
  if (!name) return [];
  const found = includeDeclaration ? [...name.definitions, ...name.uses()] : [...name.uses()];
  const own = found.filter(({ uri }) => uri === file.uri);
  const inOrder = own.sort(
    ({ range: { start: a } }, { range: { start: b } }) =>
      a.line - b.line || a.character - b.character,
  );
  return [...inOrder, ...found.filter(({ uri }) => uri !== file.uri)];
}
