import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ServiceCatalog } from '../src/services/integrations.ts';

/**
 * The catalogue of services with its files, for programs that run in Node. A file is read when it is
 * first asked for. Without files it knows the optimized integrations alone.
 *
 * @throws the error of a file that is there and cannot be read.
 */
export function openServiceCatalog(): ServiceCatalog {
  let folder: string | undefined;
  return new ServiceCatalog((name) => {
    try {
      return readFileSync(join((folder ??= filesFolder()), name), 'utf8');
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  });
}

/** Beside the bundle, where the build puts the files, or in this package when the source runs. */
function filesFolder(): string {
  const beside = join(import.meta.dirname, 'catalog');
  if (existsSync(beside)) return beside;
  const require = createRequire(join(import.meta.dirname, 'catalog.js'));
  return dirname(require.resolve('@stepthrough/catalog/generated/index.json'));
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'MODULE_NOT_FOUND';
}
