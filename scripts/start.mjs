// Opens VS Code on samples/ with the extension: `code` when it is on the PATH, else VS Code's own
// server in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';
import { installServer, startServer, windowUrl } from './vscode-server.mjs';

const samples = join(root, 'samples');
const extension = join(root, 'extension');
const say = (/** @type {string} */ text) => console.log(text);

say('Building the extension …');
const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

if (hasCode()) {
  say('Opening VS Code on samples/ …');
  spawn('code', ['--new-window', `--extensionDevelopmentPath=${extension}`, samples], {
    stdio: 'inherit',
  });
} else {
  try {
    await openInBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

function hasCode() {
  return spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0;
}

async function openInBrowser() {
  say('There is no `code` on the PATH, so VS Code runs as a server and opens in your browser.');
  const server = await startServer(await installServer(say));
  const stop = async () => {
    say('\nStopping …');
    await server.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  say(
    `\nOpen this address (Ctrl+C stops):\n\n  ${windowUrl(server, { folder: samples, extension })}\n`,
  );
}
