import { describe, expect, it } from 'vitest';
import { converse, start, stepthrough } from './stepthrough.ts';

describe('the servers for other editors', () => {
  it('speak the Language Server Protocol on stdio', async () => {
    const params = { processId: null, rootUri: null, capabilities: {} };
    const received = await converse(
      ['language-server', '--stdio'],
      [
        {
          send: { jsonrpc: '2.0', id: 1, method: 'initialize', params },
          until: /"id":1,.*"capabilities":/,
        },
        { send: { jsonrpc: '2.0', id: 2, method: 'shutdown' }, until: /"id":2,/ },
      ],
    );
    expect(received).toMatch(/"id":1,"result":\{.*"renameProvider":/);
    expect(received).toMatch(/"id":2,"result":null/);
  });

  it('speak the Debug Adapter Protocol on stdio', async () => {
    const request = (seq: number, command: string) => ({
      seq,
      type: 'request',
      command,
      arguments: {},
    });
    const received = await converse(
      ['debug-adapter', '--stdio'],
      [
        { send: request(1, 'initialize'), until: /"event":"initialized"/ },
        { send: request(2, 'disconnect'), until: /"command":"disconnect"/ },
      ],
    );
    expect(received).toMatch(/"command":"initialize".*"supportsStepBack":true/);
  });

  it.each([
    ['an endless message', 'Content-Length: 999999999999\r\n\r\n', /at most 67108864 bytes/],
    ['an endless header', `Content-Type: ${'x'.repeat(9000)}`, /at most 8192 bytes/],
    ['HTTP', 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}', /begins with a "Content-…" header/],
  ])('end in words at %s', async (_name, bytes, says) => {
    for (const { args, program } of [
      { args: ['language-server'] },
      { args: [], program: 'language-server/src/main.ts' },
    ]) {
      const { child, ended } = start([...args, '--stdio'], program);
      child.stdin.write(bytes);
      const { code, stderr } = await ended;
      expect(stderr).toMatch(says);
      expect(code).toBe(1);
    }
  });

  it.each([
    { args: ['language-server'], says: /^The language server speaks on --stdio\./ },
    { args: ['debug-adapter'], says: /--stdio or/ },
    { args: ['debug-adapter', '--stdio', '--port', '1'], says: /either on --stdio or/ },
    { args: ['debug-adapter', '--port', 'x'], says: /--port takes a whole number, not "x"/ },
  ])('refuse $args in words', async ({ args, says }) => {
    const { code, stderr } = await stepthrough(args);
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
  });
});
