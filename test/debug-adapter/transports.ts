import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { buildSync } from 'esbuild';
import type { Channel } from '@stepthrough/debug-adapter';

/** The client's end of the base protocol, written anew so that both ends are not wrong alike. */
export function clientChannel(input: Readable, output: Writable): Channel {
  return {
    send: (message) => {
      const text = JSON.stringify(message);
      output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    },
    listen: ({ message, close }) => {
      let rest = Buffer.alloc(0);
      input.on('data', (chunk: Buffer) => {
        rest = Buffer.concat([rest, chunk]);
        for (;;) {
          const header = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString('latin1'));
          if (!header) return;
          const end = header[0].length + Number(header[1]);
          if (rest.length < end) return;
          message(JSON.parse(rest.toString('utf8', header[0].length, end)));
          rest = rest.subarray(end);
        }
      });
      input.on('close', close);
    },
    close: () => {
      output.end();
    },
  };
}

/** The adapter as its own process, bundled as the extension ships it. */
export function spawnAdapter(): Channel {
  bundle ??= bundleAdapter();
  const child = spawn(process.execPath, [bundle], { stdio: ['pipe', 'pipe', 'inherit'] });
  return clientChannel(child.stdout, child.stdin);
}

let bundle: string | undefined;

function bundleAdapter(): string {
  const outfile = join(import.meta.dirname, 'dist/debug-adapter.cjs');
  buildSync({
    entryPoints: [join(import.meta.dirname, '../../debug-adapter/src/main.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname' },
    outfile,
  });
  return outfile;
}
