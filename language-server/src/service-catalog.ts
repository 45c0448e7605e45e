import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Integration, type Pattern, ServiceCatalog } from '@stepthrough/catalog';

/** The catalogue of services. Its files are read when they are first asked for. */
export function openServiceCatalog(): ServiceCatalog {
  let folder: string | undefined;
  return new ServiceCatalog((name) => {
    try {
      return readFileSync(join((folder ??= catalogFolder()), name), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** Beside the bundle, where the build puts the files, or in their package when the source runs. */
function catalogFolder(): string {
  const beside = join(import.meta.dirname, 'catalog');
  if (existsSync(beside)) return beside;
  const require = createRequire(join(import.meta.dirname, 'service-catalog.js'));
  return dirname(require.resolve('@stepthrough/catalog/generated/index.json'));
}

interface Called {
  readonly integration: Integration;
  readonly pattern: Pattern;
}

/** What the Resource of a Task calls, if it is a service integration that the catalogue has. */
export function calledBy(services: ServiceCatalog, resource: string): Called | undefined {
  const found = /^arn:[\w-]+:states:[\w-]*:\d*:((?:aws-sdk:)?[\w-]+:\w+)(\.\w+(?::2)?)?$/.exec(
    resource,
  );
  const integration = found?.[1] === undefined ? undefined : services.integration(found[1]);
  return integration && { integration, pattern: (found?.[2] ?? '') as Pattern };
}
