import type { Range } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import { utf8Size } from '@stepthrough/json';
import type { Rule } from '../../rule.ts';

export const sizeDefinition: Rule = {
  document({ text, root }, report) {
    // Characters first: only a text near the limit is worth counting in bytes.
    if (text.length * 3 < maxBytes * 0.8 || !root) return;
    const { start, end } = root.range;
    const bytes = utf8Size(text.slice(start, end));
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

const maxBytes = limits.definitionBytes;

/** Whether a definition is so far over the limit that its other problems are of no use. */
export function isTooLarge({ start, end }: Range): boolean {
  return end - start > 4 * maxBytes;
}
