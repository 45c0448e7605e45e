import type { Location } from 'vscode-languageserver';
import type { Files } from '../files.ts';
import { nameAt } from '../names.ts';
import type { OpenDocument } from '../open-document.ts';

/** Where the state or variable at the offset is defined: its key, or the places that assign it. */
export function definition(files: Files, file: OpenDocument, offset: number): Location[] {
  return [...(nameAt(files, file, offset)?.definitions ?? [])];
}
