// What lies beside the bundles as files of its own.
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';

const require = createRequire(import.meta.url);

/** Editors read the form of scenario files from it: the language server and VS Code's JSON support. */
export const scenarioSchema = 'packages/scenario/src/schema.json';

/** The models of AWS's services, of which few are ever read. */
const catalogue = 'packages/catalog/src/generated';

/** npm packages that copied files were taken or made from. */
export const assetPackages = {
  /** The pictures of buttons. */
  codicons: '@vscode/codicons',
  /** The catalogue is made from the service models in it. */
  catalogue: 'aws-sdk',
};

/**
 * What programs read beside themselves.
 * @param {string} outdir
 */
export async function copyProgramAssets(outdir) {
  await mkdir(outdir, { recursive: true });
  await cp(join(root, scenarioSchema), join(outdir, 'scenario.schema.json'));
  await cp(join(root, catalogue), join(outdir, 'catalog'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
}

/**
 * What the pages of the extension load.
 * @param {string} outdir
 */
export async function copyPageAssets(outdir) {
  const folder = dirname(require.resolve(`${assetPackages.codicons}/dist/codicon.css`));
  await mkdir(join(outdir, 'codicons'), { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    await cp(join(folder, file), join(outdir, 'codicons', file));
  }
}
