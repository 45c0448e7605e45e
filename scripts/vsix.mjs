// The package that VS Code installs. No build of before gets into it.
import { createVSIX } from '@vscode/vsce';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticesFile, writeExtension } from './output.mjs';
import { root } from './root.mjs';

/** Each text exists once, in the root; the package gets copies. */
const texts = ['README.md', 'CHANGELOG.md', 'LICENSE'];

/** Of the extension's folder: what bundles are made of, and what builds leave. */
const unpackaged = ['src', 'dist', 'tsconfig.json', 'node_modules'];

/** The earliest time that an archive can hold, so that the same files give the same bytes. Seconds. */
const fileTime = Date.UTC(1980, 0, 2) / 1000;

/**
 * Bundles anew, in a folder of its own, and packages that.
 * @param {string} packagePath Where the .vsix is written.
 */
export async function writeVsix(packagePath) {
  const stage = await mkdtemp(join(tmpdir(), 'stepthrough-vsix-'));
  try {
    await writeStage(stage);
    process.env['SOURCE_DATE_EPOCH'] = String(fileTime);
    await createVSIX({ cwd: stage, packagePath, dependencies: false });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/**
 * The folder that is packaged.
 * @param {string} stage An empty folder, or none yet.
 */
export async function writeStage(stage) {
  await copyUnbuilt(join(root, 'extension'), stage);
  for (const text of texts) await cp(join(root, text), join(stage, text));
  const notices = await writeExtension({ outdir: join(stage, 'dist'), production: true });
  await writeFile(join(stage, noticesFile), notices);
}

/**
 * The manifest and what it names, without what a build has left and what it is made of.
 * @param {string} extension
 * @param {string} stage
 */
export async function copyUnbuilt(extension, stage) {
  const left = unpackaged.map((name) => join(extension, name));
  await cp(extension, stage, { recursive: true, filter: (path) => !left.includes(path) });
}
