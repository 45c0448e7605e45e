/** The base protocol that DAP and LSP share: a header section, an empty line, and a body of so many bytes. */

interface FrameListeners {
  readonly body: (body: Buffer) => void;
  /** Bytes that are no frame, in words. Nothing is read any more. */
  readonly malformed: (problem: string) => void;
}

/** Bytes of a body. */
export const maximumFrame = 64 * 2 ** 20;

/** Bytes of a header section, without the empty line that ends it. */
const maximumHeader = 8192;

const headerEnd = Buffer.from('\r\n\r\n');
const headerStart = 'content-';

/**
 * Takes bytes as they come and gives the bodies in them. A header line that is no `Content-…` ends the
 * reading: whoever speaks HTTP, or anything else, is not to be understood by chance.
 */
export function frameReader(
  { body, malformed }: FrameListeners,
  maximum: () => number = () => maximumFrame,
): (chunk: Buffer) => void {
  let isBroken = false;
  let header: Buffer = Buffer.alloc(0);
  let length: number | undefined;
  let parts: Buffer[] = [];
  let held = 0;

  const fail = (problem: string): Buffer => {
    isBroken = true;
    parts = [];
    header = Buffer.alloc(0);
    malformed(problem);
    return header;
  };
  const takeHeader = (rest: Buffer): Buffer => {
    const before = header.length;
    const seen = Buffer.concat([
      header,
      rest.subarray(0, maximumHeader + headerEnd.length - before),
    ]);
    const start = seen.toString('latin1', 0, headerStart.length).toLowerCase();
    if (!headerStart.startsWith(start)) return fail('A frame begins with a "Content-…" header.');
    const end = seen.indexOf(headerEnd);
    if (end < 0) {
      if (seen.length < maximumHeader + headerEnd.length) {
        header = seen;
        return Buffer.alloc(0);
      }
      return fail(`A header section has at most ${maximumHeader} bytes.`);
    }
    const read = contentLength(seen.toString('latin1', 0, end), maximum());
    if (typeof read === 'string') return fail(read);
    header = Buffer.alloc(0);
    length = read;
    return rest.subarray(end + headerEnd.length - before);
  };
  const takeBody = (rest: Buffer, whole: number): Buffer => {
    const part = rest.subarray(0, whole - held);
    parts.push(part);
    held += part.length;
    if (held === whole) {
      const full = parts.length === 1 ? part : Buffer.concat(parts, whole);
      parts = [];
      held = 0;
      length = undefined;
      body(full);
    }
    return rest.subarray(part.length);
  };
  return (chunk) => {
    let rest = chunk;
    while (!isBroken && (rest.length > 0 || length === 0)) {
      rest = length === undefined ? takeHeader(rest) : takeBody(rest, length);
    }
  };
}

/** What the header section says, or what is wrong with it. */
function contentLength(section: string, maximum: number): number | string {
  let length: number | undefined;
  for (const line of section.split('\r\n')) {
    const [, name, value = ''] = /^(content-[a-z-]+):[ \t]*(.*?)[ \t]*$/i.exec(line) ?? [];
    if (name === undefined) return 'A header line is no "Content-…".';
    if (name.toLowerCase() !== 'content-length') continue;
    if (length !== undefined) return 'A frame has one Content-Length.';
    if (!/^\d+$/.test(value)) return 'A Content-Length is a number of bytes.';
    length = Number(value);
  }
  if (length === undefined) return 'A frame needs a Content-Length.';
  return length > maximum ? `A frame has at most ${maximum} bytes.` : length;
}
