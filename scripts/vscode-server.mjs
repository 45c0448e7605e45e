// VS Code's own server from the npm package code-server: the window where no VS Code can be downloaded.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const version = '4.139.1';
const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'stepthrough',
  `vscode-server-${version}`,
);
const server = join(cache, 'node_modules/code-server/lib/vscode');

/** @typedef {(text: string) => void} Say */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} token Every client gives it.
 * @property {string} data Folder of what it keeps.
 * @property {() => string} log What it has printed.
 * @property {() => Promise<void>} stop
 */

/**
 * Installs the server into the user's cache unless it is there.
 * @param {Say} say Is told what is done.
 * @returns {Promise<string>} the folder of the server
 * @throws when the registry does not give it
 */
export async function installServer(say) {
  if (existsSync(join(server, 'node_modules', '.complete'))) return server;
  say(`Installing VS Code's server ${version} (once, about 600 MB in ${cache}) …`);
  await rm(cache, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  await writeFile(join(cache, 'package.json'), '{ "private": true }\n');
  // Its native modules that would need a compiler are not used here, so no script runs.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  await npm(cache, ['install', `code-server@${version}`, ...options], say);
  say('… its dependencies …');
  await npm(server, ['install', '--omit=dev', ...options], say);
  const mark = join(server, 'node_modules', '.complete');
  await writeFile(`${mark}.new`, '');
  await rename(`${mark}.new`, mark);
  say('… done.');
  return server;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {Say} say
 */
async function npm(cwd, args, say) {
  const child = spawn('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const started = Date.now();
  const pulse = setInterval(() => {
    say(`  … ${Math.round((Date.now() - started) / 1000)} s`);
  }, 10_000);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(-1));
    child.on('close', resolve);
  });
  clearInterval(pulse);
  if (code !== 0) {
    const reason = errors
      .split('\n')
      .filter((line) => line.includes('npm error'))
      .join('\n');
    throw new Error(
      `VS Code's server could not be installed: npm ${args[0]} ended with ${code}.\n${reason}\n` +
        'It needs the npm registry once. Or install VS Code and put `code` on the PATH.',
    );
  }
}

/**
 * Starts the server on a free port of this machine.
 * @param {string} folder Where it is installed.
 * @param {{ dataDir?: string, extraArguments?: readonly string[] }} options What it keeps goes to
 * `dataDir`, or to a folder that ends with it; `extraArguments` go to it as they are.
 * @returns {Promise<Server>} when it accepts connections
 */
export async function startServer(folder, { dataDir, extraArguments = [] } = {}) {
  const port = await freePort();
  const data = dataDir ?? join(tmpdir(), `stepthrough-vscode-${process.pid}-${port}`);
  await writeSettings(data);
  // Other users and web pages of this machine reach the port as well. In a file the token is not listed
  // with the processes.
  const token = randomBytes(32).toString('hex');
  const tokenFile = join(data, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const child = spawn(
    process.execPath,
    [
      'out/server-main.js',
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')],
      ...['--connection-token-file', tokenFile],
      '--accept-server-license-terms',
      '--disable-telemetry',
      '--disable-workspace-trust',
      ...extraArguments,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  let log = '';
  const started = new Promise((resolve, reject) => {
    const read = (/** @type {Buffer} */ chunk) => {
      log += chunk;
      if (log.includes('Extension host agent listening')) resolve(undefined);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', (code) =>
      reject(new Error(`VS Code's server ended with ${code} before it was ready:\n${log}`)),
    );
  });
  await started;
  return {
    port,
    token,
    data,
    log: () => log,
    stop: async () => {
      if (child.exitCode !== null) return;
      const closed = new Promise((resolve) => child.on('close', resolve));
      child.kill();
      const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
      await closed;
      clearTimeout(forced);
      if (dataDir === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}

/** What a first window shows should be the sample, not offers of the editor. */
const settings = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** @param {string} data */
async function writeSettings(data) {
  const folder = join(data, 'data/Machine');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('The system gave no port of 127.0.0.1.'));
      });
    });
  });
}

/**
 * The address of a window on `folder`, with the extension under development and, if given, its tests.
 * @param {Pick<Server, 'port' | 'token'>} server
 * @param {{ folder: string, file?: string, extension?: string, tests?: string }} target
 */
export function windowUrl({ port, token }, { folder, file, extension, tests }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(file ? [['openFile', remote(file)]] : []),
  ];
  const query = new URLSearchParams({ tkn: token, folder, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}
