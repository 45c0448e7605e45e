import type { ServiceCatalog } from '@stepthrough/catalog';
import { openServiceCatalog } from '@stepthrough/catalog/files';

let opened: ServiceCatalog | undefined;

/** The API models, one instance for all runs. Their files are read when they are first asked for. */
export function serviceCatalog(): ServiceCatalog {
  opened ??= openServiceCatalog();
  return opened;
}
