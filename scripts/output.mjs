// The folders that are run and shipped: bundles, the files beside them, and whose code is in them.
import { build } from 'esbuild';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyPageAssets, copyProgramAssets, extensionSources, programSources } from './assets.mjs';
import { commandLineBundles, extensionBundles } from './bundles.mjs';
import { installedPackages, noticesOf, packagesIn } from './notices.mjs';
import { root } from './root.mjs';

/** @import { BuildOptions } from 'esbuild' */

export const noticesFile = 'THIRD_PARTY_NOTICES.txt';

/**
 * The extension's `dist`, made anew.
 * @param {import('./bundles.mjs').Target} target
 * @returns {Promise<string>} the notices of what is in it
 */
export async function writeExtension(target) {
  await rm(target.outdir, { recursive: true, force: true });
  const notices = await bundle(extensionBundles(target), extensionSources);
  await copyProgramAssets(target.outdir);
  await copyPageAssets(target.outdir);
  return notices;
}

/**
 * The command line's `dist`, made anew, with the notices of what is in it.
 * @param {import('./bundles.mjs').Target} target
 */
export async function writeCommandLine(target) {
  await rm(target.outdir, { recursive: true, force: true });
  const notices = await bundle(commandLineBundles(target), programSources);
  await copyProgramAssets(target.outdir);
  await writeFile(join(target.outdir, noticesFile), notices);
}

/**
 * @param {readonly BuildOptions[]} bundles
 * @param {readonly string[]} sources Folders that say whose the copied files are.
 * @returns {Promise<string>} the notices
 * @throws when a package is under a licence that may not be shipped
 */
async function bundle(bundles, sources) {
  const results = await Promise.all(bundles.map((options) => build(options)));
  const names = results.flatMap(({ metafile }) => (metafile ? packagesIn(metafile) : []));
  return noticesOf(installedPackages(root, [...names, ...sources]));
}
