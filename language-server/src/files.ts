import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnalysisOptions } from '@stepthrough/analysis';
import { KnownStates, readFileText, UnreadableFile } from '@stepthrough/asl';
import type { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { refused } from './lsp-range.ts';
import { type OpenDocument, readDocument } from './open-document.ts';

/**
 * The texts that the server reads: what is open in the editor, as it stands there, and files beside it
 * on disk. Each version is parsed once, for all features.
 */
export class Files {
  readonly #open: TextDocuments<TextDocument>;
  readonly #read = new Map<string, OpenDocument>();
  /** Files that are not open, by the time of their last change. */
  readonly #onDisk = new Map<string, { readonly changed: number; readonly file: OpenDocument }>();
  readonly #states = new KnownStates();
  #options: AnalysisOptions = {};
  #isTrusted = true;

  constructor(open: TextDocuments<TextDocument>) {
    this.#open = open;
  }

  /** Settings of the analyser; all problems are computed anew after a change. */
  configure(options: AnalysisOptions): void {
    this.#options = options;
    this.#read.clear();
    this.#onDisk.clear();
  }

  /** In a folder that is not trusted, only what the editor has opened is read. */
  distrust(): void {
    this.#isTrusted = false;
  }

  get openUris(): readonly string[] {
    return this.#open.keys();
  }

  /** @throws a ResponseError when the editor asks about a file that it has not opened. */
  get(uri: string): OpenDocument {
    const file = this.ifOpen(uri);
    if (!file) throw refused(`${uri} is not open.`);
    return file;
  }

  ifOpen(uri: string): OpenDocument | undefined {
    const source = this.#open.get(uri);
    if (!source) return undefined;
    const known = this.#read.get(uri);
    // The store updates its documents in place, so that versions are compared, not the objects.
    if (known?.version === source.version && known.text.length === source.getText().length) {
      return known;
    }
    const { languageId, version } = source;
    const frozen = TextDocument.create(uri, languageId, version, source.getText());
    const fresh = readDocument(frozen, this.#options, this.#states, known);
    this.#read.set(uri, fresh);
    return fresh;
  }

  forget(uri: string): void {
    this.#read.delete(uri);
  }

  versionOf(uri: string): number | undefined {
    return this.#open.get(uri)?.version;
  }

  /** A file as the editor has it, or else as it is on disk; `undefined` when there is none. */
  find(uri: string): OpenDocument | undefined {
    return this.ifOpen(uri) ?? (this.#isTrusted ? this.#fromDisk(uri) : undefined);
  }

  /** The text of a file that need be no definition, such as that of a function. */
  textOf(uri: string): string | undefined {
    const open = this.#open.get(uri)?.getText();
    const path = this.#isTrusted ? pathOf(uri) : undefined;
    return open ?? (path === undefined ? undefined : textAt(path));
  }

  #fromDisk(uri: string): OpenDocument | undefined {
    const path = pathOf(uri);
    const changed = path === undefined ? undefined : changeTime(path);
    if (path === undefined || changed === undefined) return undefined;
    const known = this.#onDisk.get(uri);
    if (known?.changed === changed) return known.file;
    const text = textAt(path);
    if (text === undefined) return undefined;
    const language = /\.ya?ml$/i.test(path) ? 'yaml' : 'json';
    const source = TextDocument.create(uri, language, 0, text);
    const file = readDocument(source, this.#options, this.#states);
    this.#onDisk.set(uri, { changed, file });
    return file;
  }

  /** Why a file that is there is not read, in words; `undefined` when it is read, or is not there. */
  problemOf(uri: string): string | undefined {
    const path = pathOf(uri);
    if (path === undefined || this.#open.get(uri) !== undefined) return undefined;
    if (changeTime(path) === this.#onDisk.get(uri)?.changed) return undefined;
    try {
      readFileText(fs, path);
      return undefined;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      return error.code === 'ENOENT' || error.code === 'ENOTDIR' ? undefined : error.message;
    }
  }

  /** The uris of the files in the folder of a file, itself included. */
  beside(uri: string): readonly string[] {
    const open = this.openUris.filter((each) => folderOf(each) === folderOf(uri));
    const path = pathOf(uri);
    if (path === undefined || !this.#isTrusted) return open;
    const folder = dirname(path);
    const names = entriesOf(folder).filter((entry) => entry.isFile());
    return [
      ...new Set([...open, ...names.map(({ name }) => pathToFileURL(join(folder, name)).href)]),
    ];
  }
}

/** The path on disk, if the uri names one; not on another machine (`file://host/…`). */
export function pathOf(uri: string): string | undefined {
  // An escaped slash, or a name that ends within, is part of no path.
  if (!uri.startsWith('file:///') || /%(?:00|2f|5c)/i.test(uri) || !URL.canParse(uri)) {
    return undefined;
  }
  try {
    return fileURLToPath(uri);
  } catch {
    // E.g. an escape that is no UTF-8.
    return undefined;
  }
}

/** The text of a file that is read. */
function textAt(path: string): string | undefined {
  try {
    return readFileText(fs, path);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

/** The last part of a uri, as people read it. */
export function fileName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // A name may hold a percent sign that begins no escape.
    return name;
  }
}

export function entriesOf(folder: string) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

function changeTime(path: string): number | undefined {
  try {
    return fs.statSync(path).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A folder or file that is gone or closed to the server is not there for it. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'].includes(String(code));
}
