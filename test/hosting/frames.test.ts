import { frameReader, maximumFrame } from '@stepthrough/hosting';
import { describe, expect, it } from 'vitest';

function read(chunks: readonly (string | Buffer)[], maximum?: number) {
  const bodies: string[] = [];
  const problems: string[] = [];
  const take = frameReader(
    {
      body: (body) => bodies.push(body.toString('utf8')),
      malformed: (problem) => problems.push(problem),
    },
    maximum === undefined ? undefined : () => maximum,
  );
  for (const chunk of chunks) take(Buffer.from(chunk));
  return { bodies, problems };
}

const frame = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A header section of so many bytes, for a body of two. */
const sectionOf = (bytes: number): string => {
  const start = 'Content-Length: 2\r\nContent-Type: ';
  return `${start}${'x'.repeat(bytes - start.length)}`;
};

describe('frames', () => {
  it('are read however their bytes are cut', () => {
    const text = frame('{"a":"é"}') + frame('') + frame('[]');
    const bodies = ['{"a":"é"}', '', '[]'];
    const bytes = Buffer.from(text);
    expect(read([bytes])).toEqual({ bodies, problems: [] });
    for (let size = 1; size < bytes.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(read(chunks), `in pieces of ${size}`).toEqual({ bodies, problems: [] });
    }
  });

  it('may name their content type, and write headers in any case', () => {
    const section = 'content-type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2';
    expect(read([`${section}\r\n\r\n{}`])).toEqual({ bodies: ['{}'], problems: [] });
  });

  it.each([
    ['an HTTP request', `POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`, /begins with a "Content/],
    ['its first byte', 'P', /begins with a "Content/],
    ['another header first', 'Host: x\r\nContent-Length: 2\r\n\r\n{}', /begins with a "Content/],
    ['another header later', 'Content-Length: 2\r\nHost: x\r\n\r\n{}', /no "Content-…"/],
    ['text before the header', 'X-Content-Length: 2\r\n\r\n{}', /begins with/],
    ['an indented header', ' Content-Length: 2\r\n\r\n{}', /begins with/],
    ['no length', 'Content-Type: x\r\n\r\n{}', /needs a Content-Length/],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}', /one Content-Length/],
    ['a negative length', 'Content-Length: -1\r\n\r\n', /number of bytes/],
    ['a length in words', 'Content-Length: 2 bytes\r\n\r\n{}', /number of bytes/],
    ['an endless length', 'Content-Length: 999999999999\r\n\r\n', /at most 67108864 bytes/],
    ['a length beyond numbers', `Content-Length: ${'9'.repeat(400)}\r\n\r\n`, /at most/],
  ])('end at %s', (_name, text, problem) => {
    for (const chunks of [[text], text.split('')]) {
      const { bodies, problems } = read([...chunks, frame('{}')]);
      expect(bodies).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(problem);
    }
  });

  it('have a header section of at most 8192 bytes', () => {
    expect(read([`${sectionOf(8191)}\r\n\r\n{}`]).bodies).toEqual(['{}']);
    expect(read([`${sectionOf(8192)}\r\n\r\n{}`]).bodies).toEqual(['{}']);
    expect(read([`${sectionOf(8193)}\r\n\r\n{}`])).toEqual({
      bodies: [],
      problems: ['A header section has at most 8192 bytes.'],
    });
  });

  it('have a body of at most 64 MB, or of what the reader is told', () => {
    expect(maximumFrame).toBe(67_108_864);
    expect(read([`Content-Length: 67108864\r\n\r\n`]).problems).toEqual([]);
    expect(read([`Content-Length: 67108865\r\n\r\n`]).problems).toHaveLength(1);
    expect(read([frame('123')], 4).bodies).toEqual(['123']);
    expect(read([frame('1234')], 4).bodies).toEqual(['1234']);
    expect(read([frame('12345')], 4)).toEqual({
      bodies: [],
      problems: ['A frame has at most 4 bytes.'],
    });
  });

  it('of 32 MB in small pieces are put together once', () => {
    const piece = Buffer.alloc(1024, 'x');
    const pieces = Array.from({ length: 32 * 1024 }, () => piece);
    const { bodies } = read([`Content-Length: ${32 * 2 ** 20}\r\n\r\n`, ...pieces, frame('{}')]);
    expect(bodies.map(({ length }) => length)).toEqual([32 * 2 ** 20, 2]);
  });
});
