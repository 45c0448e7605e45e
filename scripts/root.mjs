import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace. Node has `import.meta.dirname` from 20.11. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
