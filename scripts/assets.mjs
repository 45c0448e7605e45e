// What lies beside the bundles as files of its own.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { codicons, writeIcons } from './icons.mjs';
import { root } from './root.mjs';

const compress = promisify(brotliCompress);

/** Editors read the form of scenario files from it: the language server and VS Code's JSON support. */
export const scenarioSchema = 'packages/scenario/src/schema.json';

/** The models of AWS's services, of which few are ever read. */
const catalogue = 'packages/catalog/src/generated';

/** Bytes of a part of the catalogue before it is compressed: a few milliseconds to read. */
const partSize = 800_000;

/** Folders that say whose data programs read beside themselves, and under which licences. */
export const programSources = [
  // The models that the catalogue is made from.
  'packages/catalog/sources/botocore',
  'packages/catalog/sources/aws-sdk',
];

/** The same of what the extension and its pages read. */
export const extensionSources = [...programSources, `node_modules/${codicons}`];

/**
 * What programs read beside themselves.
 * @param {string} outdir
 */
export async function copyProgramAssets(outdir) {
  await mkdir(outdir, { recursive: true });
  await cp(join(root, scenarioSchema), join(outdir, 'scenario.schema.json'));
  await packCatalogue(join(outdir, 'catalog'));
}

/**
 * The files of the catalogue in parts, each compressed as a whole, because services resemble each other: a quarter
 * less than each for itself. `contents.json` tells in which part a file lies, from where, and how long it is, in
 * bytes; `index.json`, which is read first, lies apart.
 * @param {string} folder
 */
async function packCatalogue(folder) {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(join(root, catalogue))).filter((name) => name.endsWith('.json'));
  /** @type {Buffer[][]} */
  const parts = [];
  /** @type {Record<string, readonly [part: number, start: number, length: number]>} */
  const contents = {};
  let size = Infinity;
  for (const name of names.sort()) {
    const text = await readFile(join(root, catalogue, name));
    const isApart = name === 'index.json';
    if (isApart || size + text.length > partSize) {
      parts.push([]);
      size = 0;
    }
    contents[name] = [parts.length - 1, size, text.length];
    parts.at(-1)?.push(text);
    size = isApart ? Infinity : size + text.length;
  }
  await writeFile(join(folder, 'contents.json'), JSON.stringify(contents));
  await Promise.all(
    parts.map(async (part, number) => {
      const packed = await compress(Buffer.concat(part));
      await writeFile(join(folder, `${number}.br`), packed);
    }),
  );
}

/**
 * What the pages of the extension load, once they are bundled.
 * @param {string} outdir
 */
export async function copyPageAssets(outdir) {
  const folder = join(outdir, 'codicons');
  await mkdir(folder, { recursive: true });
  await writeIcons(join(outdir, 'webview.js'), folder);
}
