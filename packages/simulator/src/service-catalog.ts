import { ServiceCatalog } from '@stepthrough/catalog';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let opened: ServiceCatalog | undefined;

/** The API models, one instance for all runs. Their files are read when they are first asked for. */
export function serviceCatalog(): ServiceCatalog {
  let folder: string | undefined;
  opened ??= new ServiceCatalog((name) => {
    try {
      return readFileSync(join((folder ??= catalogFolder()), name), 'utf8');
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  });
  return opened;
}

/** Beside the bundle, where the build puts the files, or in their package when the source runs. */
function catalogFolder(): string {
  const beside = join(import.meta.dirname, 'catalog');
  if (existsSync(beside)) return beside;
  const require = createRequire(join(import.meta.dirname, 'service-catalog.js'));
  return dirname(require.resolve('@stepthrough/catalog/generated/index.json'));
}

function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'MODULE_NOT_FOUND';
}
