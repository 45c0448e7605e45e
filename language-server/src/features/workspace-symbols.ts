import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { walkStates } from '@stepthrough/asl';
import type { WorkspaceSymbol } from 'vscode-languageserver';
import { entriesOf, fileName, type Files, pathOf } from '../files.ts';
import { locationIn } from '../lsp-range.ts';
import { isDeclaredAsl, type OpenDocument } from '../open-document.ts';
import { kindOf } from './document-symbols.ts';

/** As many as an editor shows; whoever looks for another one types more of its name. */
const maxSymbols = 1000;
const maxFiles = 2000;
const maxFolders = 20_000;

/** The states of the workspace whose names hold the letters of the query in their order. */
export function workspaceSymbols(
  files: Files,
  folders: readonly string[],
  query: string,
): WorkspaceSymbol[] {
  const uris = new Set([...files.openUris, ...folders.flatMap(machineFilesIn)]);
  const found: WorkspaceSymbol[] = [];
  for (const uri of uris) {
    const file = files.find(uri);
    for (const symbol of file ? statesOf(file, query) : []) found.push(symbol);
    if (found.length >= maxSymbols) break;
  }
  return found.slice(0, maxSymbols);
}

function statesOf(file: OpenDocument, query: string): WorkspaceSymbol[] {
  return file.machines.flatMap(({ document, name }) => {
    const states = document.machine ? [...walkStates(document.machine)] : [];
    return states
      .filter((state) => state.name !== '' && matches(state.name, query))
      .map((state) => ({
        name: state.name,
        kind: kindOf(state),
        location: locationIn(file, state.key.range),
        containerName: name ?? fileName(file.uri),
      }));
  });
}

function matches(name: string, query: string): boolean {
  let at = 0;
  const letters = name.toLowerCase();
  for (const letter of query.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function machineFilesIn(folderUri: string): readonly string[] {
  const found: string[] = [];
  const root = pathOf(folderUri);
  const folders = root === undefined ? [] : [root];
  for (const folder of folders) {
    if (folders.length > maxFolders) return found;
    for (const entry of entriesOf(folder)) {
      if (found.length >= maxFiles) return found;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isSkipped(entry.name)) folders.push(path);
      const uri = pathToFileURL(path).href;
      if (entry.isFile() && isDeclaredAsl({ uri, languageId: '' })) found.push(uri);
    }
  }
  return found;
}

function isSkipped(folder: string): boolean {
  return folder === 'node_modules' || folder.startsWith('.');
}
