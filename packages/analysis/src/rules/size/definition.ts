import type { Range } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const sizeDefinition: Rule = {
  document({ text, root }, report) {
    // Characters first: only a text near the limit is worth counting in bytes.
    if (text.length * 3 < maxBytes * 0.8 || !root) return;
    const { start, end } = root.range;
    const bytes = byteLength(text.slice(start, end));
    const head = { start, end: Math.min(start + 1, end) };
    if (bytes > maxBytes) {
      const more = isTooLarge(root.range) ? ' Of one so large nothing else is checked.' : '';
      report(
        head,
        `This definition has ${bytes} bytes; AWS takes at most ${maxBytes} (1 MB).${more}`,
      );
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

/** Whether a definition is so far over the limit that its other problems are of no use. */
export function isTooLarge({ start, end }: Range): boolean {
  return end - start > 4 * maxBytes;
}

function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of its four bytes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}
