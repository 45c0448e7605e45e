// Opens VS Code on samples/ with the extension: `code` when it is on the PATH, else VS Code's own
// server in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServer, startServer, windowUrl } from './vscode-server.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const samples = join(root, 'samples');
const extension = join(root, 'extension');
const say = (text) => console.log(text);

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
    console.error(error.message);
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
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  say(
    `\nOpen this address (Ctrl+C stops):\n\n  ${windowUrl(server, { folder: samples, extension })}\n`,
  );
}
