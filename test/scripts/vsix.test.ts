/** What is in the package that VS Code installs. */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { listFiles, PackageManager } from '@vscode/vsce';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyUnbuilt, writeStage } from '../../scripts/vsix.mjs';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'stepthrough-stage-'));
const stage = join(folder, 'stage');
let files: readonly string[] = [];

beforeAll(async () => {
  await writeStage(stage);
  plant(stage, 'dist/webview.js.map', 'dist/notes.txt', 'dist/catalog.ts', 'notes.md');
  files = await packaged(stage);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What vsce would put into a .vsix, as `.vscodeignore` says. */
function packaged(cwd: string): Promise<readonly string[]> {
  return listFiles({ cwd, packageManager: PackageManager.None });
}

function plant(at: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), 'planted');
  }
}

it('brings the manifest, the texts of the root and the notices of others', () => {
  const texts = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'THIRD_PARTY_NOTICES.txt'];
  expect(files).toEqual(expect.arrayContaining(texts));
});

it('brings no source, no map and nothing that nobody listed', () => {
  const known =
    /^(?:dist\/(?:(?:extension|webview)\.js|webview\.css|client-worker\.cjs|[\w-]+\.mjs|scenario\.schema\.json|catalog\/(?:contents\.json|\d+\.br)|codicons\/codicon\.(?:css|ttf))|syntaxes\/[\w.-]+\.json|language-configuration[\w-]*\.json|media\/icon\.png|[A-Z_]+(?:\.md|\.txt)?|package\.json)$/;
  expect(files.filter((path) => !known.test(path))).toEqual([]);
});

it('brings every program and page that the extension starts', () => {
  const programs = ['language-server', 'debug-adapter', 'evaluation-worker'];
  expect(files).toEqual(
    expect.arrayContaining([
      'dist/extension.js',
      'dist/webview.js',
      'dist/webview.css',
      'dist/client-worker.cjs',
      ...[...programs, 'stepthrough'].map((name) => `dist/${name}.mjs`),
    ]),
  );
});

it('is at most 3 MB', () => {
  const bytes = files.map((path) => deflateRawSync(readFileSync(join(stage, path))).length);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(3_000_000);
});

it('holds the servers once: the command line shares them', () => {
  const programs = files.filter((path) => path.endsWith('.mjs'));
  const texts = programs.map((path) => readFileSync(join(stage, path), 'utf8'));
  for (const mark of ['textDocument/semanticTokens', 'supportsStepBack']) {
    expect(texts.filter((text) => text.includes(mark)).length, mark).toBe(1);
  }
  expect(statSync(join(stage, 'dist/stepthrough.mjs')).size).toBeLessThan(20_000);
});

it('names the owners of what is bundled, of copied pictures and of the data of AWS', () => {
  const notices = readFileSync(join(stage, 'THIRD_PARTY_NOTICES.txt'), 'utf8');
  for (const head of [
    /^elkjs [\d.]+\nLicence: EPL-2\.0\nSource: \S+\n\n# Eclipse Public License - v 2\.0/m,
    /^@vscode\/codicons [\d.]+\nLicence: CC-BY-4\.0\nSource: \S+\nChanged: cut down/m,
    /^aws-sdk [\d.]+\nLicence: Apache-2\.0$/m,
    /^react [\d.]+\nLicence: MIT$/m,
    /^jsonata [\d.]+\nLicence: MIT$/m,
    /^vscode-languageclient [\d.]+\nLicence: MIT$/m,
    /^AWS SDK for JavaScript\nCopyright 2012-2017 Amazon/m,
  ]) {
    expect(notices).toMatch(head);
  }
});

it('runs a scenario from its bundles', () => {
  const scenario = join(root, 'samples/order-fulfilment/order.scenario.yaml');
  const program = join(stage, 'dist/stepthrough.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'test', scenario], {
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).toMatch(/\n\d+ passed, 0 failed\n$/);
});

it('takes nothing of what a build has left in the folder of the extension', async () => {
  const extension = join(folder, 'extension');
  const copy = join(folder, 'copy');
  plant(extension, 'dist/old.js.map', 'dist/catalog/gone.json', 'src/extension.ts');
  plant(extension, 'package.json', 'media/icon.png', 'tsconfig.json', 'syntaxes/src/x.json');
  await copyUnbuilt(extension, copy);
  const left = readdirSync(copy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(copy.length + 1));
  expect(left.sort()).toEqual(['media/icon.png', 'package.json', 'syntaxes/src/x.json']);
});
