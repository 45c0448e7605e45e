import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
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

/** Beside the bundle, where the build puts the files compressed, or in this package when the source runs. */
function fileReader(): ReadFile {
  const beside = join(import.meta.dirname, 'catalog');
  if (existsSync(beside)) {
    return (name) => brotliDecompressSync(readFileSync(join(beside, `${name}.br`))).toString();
  }
  const require = createRequire(join(import.meta.dirname, 'catalog.js'));
  const folder = dirname(require.resolve('@stepthrough/catalog/generated/index.json'));
  return (name) => readFileSync(join(folder, name), 'utf8');
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'MODULE_NOT_FOUND';
}
