import { serveSocket, serveStdio } from './hosts.ts';

const usage = 'debug-adapter [--port N]: speaks the Debug Adapter Protocol on stdio, or on port N.';

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(args: readonly string[]): Promise<void> {
  const [option, value] = args;
  if (option === undefined || option === '--stdio') return serveStdio();
  const port = Number(option === '--port' ? value : Number.NaN);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const server = await serveSocket(port);
  process.stderr.write(`Listening on 127.0.0.1:${server.port}\n`);
}
