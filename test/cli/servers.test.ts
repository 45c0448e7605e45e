import { describe, expect, it } from 'vitest';
import { stepthrough } from './stepthrough.ts';

const framed = (message: object): string => {
  const text = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
};

describe('the servers for other editors', () => {
  it('speak the Language Server Protocol on stdio', async () => {
    const { stdout } = await stepthrough(
      ['language-server', '--stdio'],
      [
        {
          id: 1,
          method: 'initialize',
          params: { processId: null, rootUri: null, capabilities: {} },
        },
        { id: 2, method: 'shutdown' },
        { method: 'exit' },
      ]
        .map((message) => framed({ jsonrpc: '2.0', ...message }))
        .join(''),
    );
    expect(stdout).toMatch(/"id":1,"result":\{"capabilities":\{/);
    expect(stdout).toMatch(/"id":2,"result":null/);
  });

  it('speak the Debug Adapter Protocol on stdio', async () => {
    const { stdout } = await stepthrough(
      ['debug-adapter', '--stdio'],
      framed({ seq: 1, type: 'request', command: 'initialize', arguments: { adapterID: 'x' } }) +
        framed({ seq: 2, type: 'request', command: 'disconnect' }),
    );
    expect(stdout).toMatch(/"command":"initialize".*"supportsStepBack":true/);
    expect(stdout).toMatch(/"command":"disconnect"/);
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
