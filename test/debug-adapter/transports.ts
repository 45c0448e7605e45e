import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Channel } from '@stepthrough/debug-adapter';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { adapterBundle } from '../bundles.ts';

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

/** Gives the token of a port with the first message. */
export function withToken(channel: Channel, stepthroughToken: string): Channel {
  return {
    ...channel,
    send: (message) => {
      const { command, arguments: args } = message as P.Request;
      const isFirst = command === 'initialize';
      channel.send(
        isFirst
          ? ({ ...message, arguments: { ...(args as object), stepthroughToken } } as P.Request)
          : message,
      );
    },
  };
}

/** The adapter as its own process, bundled as the extension ships it. */
export function spawnAdapter(): Channel {
  const child = spawn(process.execPath, [adapterBundle()], { stdio: ['pipe', 'pipe', 'inherit'] });
  return clientChannel(child.stdout, child.stdin);
}
