import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ServiceCatalog } from '@stepthrough/catalog';

const folder = dirname(
  createRequire(import.meta.url).resolve('@stepthrough/catalog/generated/index.json'),
);

/** The files of the catalogue, as programs read them. */
export function readGenerated(name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export const services = new ServiceCatalog(readGenerated);
