/** The rooms and who may import whom, as the table of ARCHITECTURE.md says it. */

import type { SourceFile } from './sources.ts';

export interface Room {
  /** Its folder from the root: `packages/asl`, `webview`. */
  readonly folder: string;
  /** The names of the rooms that it may import. `undefined`: all. */
  readonly imports: readonly string[] | undefined;
}

/**
 * The rows of the table whose head begins with `room`.
 * @returns by name: `asl`, `webview`
 * @throws when there is no such table, a row is there twice, or names a room that has no row
 */
export function readRooms(markdown: string): ReadonlyMap<string, Room> {
  const lines = markdown.split('\n');
  const head = lines.findIndex((line) => /^\| *room *\|/.test(line));
  if (head === -1) throw new Error('ARCHITECTURE.md has no table whose first column is "room".');
  const rooms = new Map<string, Room>();
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    const [, first = '', , last = ''] = line.split('|').map((cell) => cell.trim());
    const folder = /^`([\w/-]+)`$/.exec(first)?.[1];
    if (folder === undefined) throw new Error(`This row names no room: ${line}`);
    const name = folder.replace(/^packages\//, '');
    if (rooms.has(name)) throw new Error(`The room "${name}" has two rows.`);
    rooms.set(name, { folder, imports: readImports(last) });
  }
  for (const [name, { imports = [] }] of rooms) {
    const unknown = imports.find((each) => !rooms.has(each));
    if (unknown !== undefined)
      throw new Error(`"${name}" may import "${unknown}", which has no row.`);
  }
  return rooms;
}

function readImports(cell: string): readonly string[] | undefined {
  if (/^all\b/.test(cell)) return undefined;
  return ['', '–', '-'].includes(cell) ? [] : cell.split(',').map((name) => name.trim());
}

/** The room that a file is in, by its path from the root. */
export function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'packages' ? second : first;
}

/** The room that a specifier names, if it names one. */
export function roomNamed(specifier: string): string | undefined {
  return /^@stepthrough\/([\w-]+)/.exec(specifier)?.[1];
}

/** Imports of rooms that the table does not allow. Tests may import all. */
export function arrowProblems(
  files: readonly SourceFile[],
  rooms: ReadonlyMap<string, Room>,
): readonly string[] {
  return files.flatMap(({ path, imports }) => {
    const room = rooms.get(roomOf(path));
    return imports
      .filter(({ specifier }) => {
        const target = roomNamed(specifier);
        if (target === undefined) return false;
        return room === undefined || room.imports?.includes(target) === false;
      })
      .map(({ specifier }) => `${path} imports ${specifier}`);
  });
}

/** Imports of another room's file, past its name. */
export function pathProblems(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => roomOf(path) !== 'test')
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target !== undefined && roomOf(target) !== roomOf(path))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
}

/** Libraries that only some rooms may know. */
const owners: readonly (readonly [library: string, ...rooms: string[]])[] = [
  ['vscode', 'extension'],
  ['vscode-languageclient', 'extension'],
  ['vscode-languageserver', 'language-server'],
  ['@vscode/debugprotocol', 'debug-adapter'],
  ['react', 'webview'],
  ['react-dom', 'webview'],
  ['reactflow', 'webview'],
  ['elkjs', 'webview'],
  ['jsonata', 'expressions'],
  ['re2js', 'expressions'],
  ['velocityjs', 'services'],
  ['ajv-draft-04', 'services'],
  ['jose', 'services'],
];

/** Imports of what another room owns. Tests may import all. */
export function ownerProblems(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => {
        const owner = owners.find(
          ([library]) => specifier === library || specifier.startsWith(`${library}/`),
        );
        return owner !== undefined && ![...owner.slice(1), 'test'].includes(roomOf(path));
      })
      .map(({ specifier }) => `${path} imports ${specifier}`),
  );
}

/** Files of ours that mention VS Code's door for pages, or could by a name that is made when it runs. */
export function hostProblems(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => roomOf(path) !== 'test' && path !== 'webview/src/host.ts')
    .filter(({ path, text }) => {
      const isComputed =
        path.startsWith('webview/') && /\b(?:window|globalThis|self)\s*\[/.test(text);
      return isComputed || /VsCodeApi/.test(text);
    })
    .map(({ path }) => path);
}
