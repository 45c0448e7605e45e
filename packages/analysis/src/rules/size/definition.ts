import type { Rule } from '../../rule.ts';

export const sizeDefinition: Rule = {
  document({ text, root }, report) {
    // Characters first: only a text near the limit is worth counting in bytes.
    if (text.length * 3 < maxBytes * 0.8 || !root) return;
    const bytes = byteLength(text);
    const head = { start: 0, end: Math.min(1, text.length) };
    if (bytes > maxBytes) {
      report(head, `This definition has ${bytes} bytes; AWS takes at most ${maxBytes} (1 MB).`);
    } else if (bytes > maxBytes * 0.8) {
      report(
        head,
        `This definition has ${bytes} bytes, close to AWS's limit of ${maxBytes} (1 MB).`,
        { severity: 'warning' },
      );
    }
  },
};

const maxBytes = 1_048_576;

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
