// The whole test command: types, lint, unit tests, the designer in a browser, and VS Code itself.
// The last line is `N passed, N failed, N skipped`. `--only NAME` runs one part.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { installServer } from './vscode-server.mjs';

const reports = join(root, 'test-results');
const bin = join(root, 'node_modules/.bin');
const isCi = process.env['CI'] === 'true';
const onlyAt = process.argv.indexOf('--only');
const only = onlyAt === -1 ? undefined : process.argv[onlyAt + 1];
const total = { passed: 0, failed: 0, skipped: 0 };

const parts = {
  build: () => step('node', ['scripts/build.mjs']),
  types: () => step('tsc', ['-b']),
  lint: () => step('eslint', ['.']),
  format: () => step('prettier', ['--check', '--log-level', 'warn', '.']),
  unit: () => vitest('vitest.config.ts', 'unit', ['--project', 'unit']),
  programs: () => vitest('vitest.config.ts', 'programs', ['--project', 'programs']),
  // The same cases everywhere, in a minute at most; `npm run fuzz -- SECONDS` for others.
  fuzz: () => step('node', ['test/fuzz/main.ts', '60', '--seed', '1', '--cases', '100']),
  browser: () => withChromium('browser', () => vitest('vitest.browser.config.ts', 'browser')),
  e2e: () => withChromium('e2e', endToEnd),
};

if (only !== undefined && !(only in parts)) {
  console.error(`--only takes one of ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

mkdirSync(reports, { recursive: true });
for (const [name, run] of Object.entries(parts)) {
  if (only !== undefined && name !== only && name !== 'build') continue;
  const started = Date.now();
  console.log(`\n── ${name}`);
  await run();
  console.log(`── ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * A command that passes or fails as a whole.
 * @param {string} command
 * @param {readonly string[]} args
 */
async function step(command, args) {
  const code = await run(command === 'node' ? process.execPath : join(bin, command), args);
  if (code === 0) total.passed += 1;
  else total.failed += 1;
}

/**
 * @param {string} config
 * @param {string} name Of the report.
 * @param {readonly string[]} [more]
 */
async function vitest(config, name, more = []) {
  const report = join(reports, `${name}.json`);
  rmSync(report, { force: true });
  const code = await run(join(bin, 'vitest'), [
    ...['run', '--config', config, ...more],
    ...['--reporter', isCi ? 'dot' : 'default', '--reporter', 'json'],
    ...['--outputFile.json', report],
  ]);
  if (!existsSync(report)) {
    console.error(`vitest ended with ${code} before it wrote its report.`);
    total.failed += 1;
    return;
  }
  /** @type {{ [count in 'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests']: number }} */
  const result = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += result.numPassedTests;
  // A file that cannot be loaded fails without a test of its own.
  total.failed += Math.max(result.numFailedTests, code === 0 ? 0 : 1);
  total.skipped += result.numPendingTests + result.numTodoTests;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number | null>} the exit code; `null` when a signal has ended it
 */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(-1);
    });
    child.on('close', resolve);
  });
}

async function endToEnd() {
  try {
    await installServer(console.log);
  } catch (error) {
    skip('e2e', error instanceof Error ? error.message : String(error));
    return;
  }
  await vitest('vitest.e2e.config.ts', 'e2e');
}

/**
 * @param {string} name
 * @param {() => Promise<void>} test
 */
async function withChromium(name, test) {
  const chromium = findChromium() ?? installChromium();
  if (chromium === undefined) {
    skip(
      name,
      'There is no Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
    );
    return;
  }
  process.env['CHROMIUM'] = chromium;
  await test();
}

function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'chrome']) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
}

function installChromium() {
  if (process.getuid?.() !== 0 || spawnSync('sh', ['-c', 'command -v apt-get']).status !== 0) {
    return undefined;
  }
  console.log('Installing Chromium with apt …');
  const apt = (/** @type {readonly string[]} */ args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', 'chromium']);
  return findChromium();
}

/**
 * What cannot run here is said; in CI that is a failure, because nobody would read it.
 * @param {string} name
 * @param {string} reason
 */
function skip(name, reason) {
  console.log(`${name} is skipped: ${reason}`);
  if (isCi) total.failed += 1;
  else total.skipped += 1;
}
