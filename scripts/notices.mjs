// THIRD_PARTY_NOTICES.txt: whose code and data is shipped, under which licences.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codicons } from './icons.mjs';
import { allowedLicences, takenLicence } from './licences.mjs';

/** @import { Metafile } from 'esbuild' */

/**
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} licence An SPDX expression.
 * @property {string | undefined} source Where its source can be had.
 * @property {readonly string[]} texts Its licences and notices, as it brings them.
 */

/**
 * The folders of the packages of which at least a byte is in an output.
 * @param {Pick<Metafile, 'outputs'>} metafile
 * @returns {readonly string[]} such as `node_modules/react`, each once
 */
export function packagesIn({ outputs }) {
  const paths = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path] : [],
    ),
  );
  return [...new Set(paths.flatMap((path) => packageFolder(path) ?? []))];
}

/** @param {string} path From the root; or absolute, and behind `NAMESPACE:`, where a plugin has read it. */
function packageFolder(path) {
  return /^(?:[\w-]{2,}:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(
    path.replaceAll('\\', '/'),
  )?.[1];
}

/**
 * What packages say of themselves.
 * @param {string} root The folder from which the others are named.
 * @param {readonly string[]} folders
 * @returns {readonly ShippedPackage[]} by name, each version once
 */
export function installedPackages(root, folders) {
  const packages = folders.map((folder) => {
    const path = resolve(root, folder);
    const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const files = readdirSync(path).filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name));
    const texts = files.sort().map((name) => readFileSync(join(path, name), 'utf8'));
    return packageOf(manifest, texts);
  });
  const byName = new Map(packages.map((each) => [`${each.name} ${each.version}`, each]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/**
 * @param {{ readonly [field: string]: unknown }} manifest
 * @param {readonly string[]} texts
 * @returns {ShippedPackage}
 */
function packageOf(manifest, texts) {
  const { name, version, license, repository, homepage } = manifest;
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository
      ? repository.url
      : repository;
  return {
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : 'unknown',
    source: [url, homepage].find((each) => typeof each === 'string'),
    texts,
  };
}

/**
 * The text of the file. Packages that bring the same texts stand above them together.
 * @param {readonly ShippedPackage[]} packages
 * @throws when one may not be shipped, or brings no text of its licence
 */
export function noticesOf(packages) {
  const refused = packages.flatMap((each) => objectionTo(each) ?? []);
  if (refused.length > 0) throw new Error(refused.join('\n'));
  /** @type {Map<string, ShippedPackage[]>} */
  const byText = new Map();
  for (const each of packages) {
    const text = each.texts.map(plain).join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), each]);
  }
  return `${[
    'Stepthrough contains code and data of others, which are theirs under these licences.',
    ...[...byText].map(([text, owners]) => `${owners.map(heading).join('\n\n')}\n\n${text}`),
  ].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** @param {ShippedPackage} each */
function objectionTo({ name, version, licence, texts }) {
  if (takenLicence(licence) === undefined) {
    return `${name} ${version} is under the licence "${licence}". May be shipped: ${allowedLicences} (scripts/licences.mjs).`;
  }
  if (texts.length === 0) {
    return `${name} ${version} brings no text of its licence (${licence}), which has to be shipped with it.`;
  }
  return undefined;
}

/**
 * What of others is shipped in another form: some licences want it told.
 * @type {ReadonlyMap<string, string>}
 */
const changes = new Map([[codicons, 'cut down to the icons that are shown']]);

/** @param {ShippedPackage} each */
function heading({ name, version, licence, source }) {
  const change = changes.get(name);
  return [
    `${name} ${version}`,
    `Licence: ${takenLicence(licence)}`,
    ...(source === undefined ? [] : [`Source: ${source}`]),
    ...(change === undefined ? [] : [`Changed: ${change}`]),
  ].join('\n');
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll('\r\n', '\n').trim();
}
