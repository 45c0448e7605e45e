import { member } from '@stepthrough/json';
import { maxFileSize } from './source/source.ts';

/** What of `node:fs` is needed; this room has no file system of its own. */
export interface FileSystem {
  readonly constants: { readonly O_RDONLY: number; readonly O_NONBLOCK?: number };
  openSync(path: string, flags: number): number;
  fstatSync(file: number): { isFile(): boolean; readonly size: number };
  readFileSync(file: number, encoding: 'utf8'): string;
  closeSync(file: number): void;
}

/** A file that somebody has named and that is not read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  /** E.g. `ENOENT`; `undefined` for a file that is there but is none of those that are read. */
  readonly code: string | undefined;

  constructor(why: string, code?: string) {
    super(why);
    this.code = code;
  }
}

/**
 * The text of a file that a person, a scenario or a client has named: a regular file of at most 10 MB.
 * A device or pipe is opened without waiting for its other end, and is not read.
 * @throws UnreadableFile whose message goes on after `cannot be read: `
 */
export function readFileText(files: FileSystem, path: string): string {
  try {
    const { O_RDONLY, O_NONBLOCK = 0 } = files.constants;
    const file = files.openSync(path, O_RDONLY | O_NONBLOCK);
    try {
      const status = files.fstatSync(file);
      if (!status.isFile()) throw new UnreadableFile(notRegular);
      if (status.size > maxFileSize) throw new UnreadableFile(tooLarge(status.size));
      return files.readFileSync(file, 'utf8');
    } finally {
      files.closeSync(file);
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UnreadableFile(member(reasons, code) ?? `the system says ${code}`, code);
  }
}

const notRegular = 'it is a folder, device or pipe; only regular files are read';

function tooLarge(size: number): string {
  return `it has ${size} bytes; files of at most ${maxFileSize} bytes (10 MB) are read`;
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EISDIR: notRegular,
  ENXIO: notRegular,
};
