import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { member } from '@stepthrough/json';
import { ServiceCatalog } from '../src/services/integrations.ts';
import type { ReadFile } from '../src/services/sdk.ts';

/**
 * The catalogue of services with its files, for programs that run in Node. A file is read when it is
 * first asked for. Without files it knows the optimized integrations alone.
 *
 * @throws the error of a file that is there and cannot be read.
 */
export function openServiceCatalog(): ServiceCatalog {
  let read: ReadFile | undefined;
  return new ServiceCatalog((name) => {
    try {
      return (read ??= fileReader())(name);
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  });
}

/** Beside the bundle, where the build puts the files in compressed parts, or in this package when the source runs. */
function fileReader(): ReadFile {
  const beside = join(import.meta.dirname, 'catalog');
  if (existsSync(beside)) return partReader(beside);
  const require = createRequire(join(import.meta.dirname, 'catalog.js'));
  const folder = dirname(require.resolve('@stepthrough/catalog/generated/index.json'));
  return (name) => readFileSync(join(folder, name), 'utf8');
}

/** Keeps the part that was read last: a service and its descriptions lie side by side. */
function partReader(folder: string): ReadFile {
  const contents = JSON.parse(readFileSync(join(folder, 'contents.json'), 'utf8')) as Contents;
  let last: { readonly number: number; readonly text: Buffer } | undefined;
  return (name) => {
    const place = member(contents, name);
    if (!place) return undefined;
    const [number, start, length] = place;
    if (last?.number !== number) {
      const text = brotliDecompressSync(readFileSync(join(folder, `${number}.br`)));
      last = { number, text };
    }
    return last.text.toString('utf8', start, start + length);
  };
}

/** Where a file lies: the number of its part, and bytes in it. */
interface Contents {
  readonly [name: string]: readonly [part: number, start: number, length: number];
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'MODULE_NOT_FOUND';
}
