import {
  announcement,
  serveSocket,
  serveStdio as serveDebugAdapter,
} from '@stepthrough/debug-adapter';
import { serveStdio as serveLanguageServer } from '@stepthrough/language-server';
import { readArguments, UsageError, wholeNumber } from '../command.ts';

/** `stepthrough language-server`: ends when the editor closes its end. */
export function languageServer(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { stdio: { type: 'boolean' } });
  if (!values.stdio) throw new UsageError('The language server speaks on --stdio.');
  serveLanguageServer();
  return Promise.resolve(0);
}

/** `stepthrough debug-adapter`: one session on stdio, or one for each connection to a port. */
export async function debugAdapter(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, {
    stdio: { type: 'boolean' },
    port: { type: 'string' },
  });
  if (values.stdio === (values.port !== undefined)) {
    throw new UsageError('The debug adapter speaks either on --stdio or on a --port.');
  }
  if (values.port === undefined) {
    if (!values.stdio) throw new UsageError('The debug adapter needs --stdio or --port NUMBER.');
    await serveDebugAdapter();
    return 0;
  }
  const server = await serveSocket(wholeNumber('--port', values.port));
  process.stderr.write(`${announcement(server)}\n`);
  return 0;
}
