import { isLong, roundedInteger } from '@stepthrough/json';
import type { Range, SourceNode } from './source/node.ts';

interface RoundedNumber {
  readonly range: Range;
  /** What is written, what it is here, and what AWS does with it. */
  readonly message: string;
}

/**
 * The whole numbers of a tree that doubles, in which everything here is held, cannot hold. AWS keeps
 * those of 64 bits (reported of `$parse` and of inputs in JSONata).
 */
export function roundedNumbers(
  root: SourceNode | undefined,
  text: string,
): readonly RoundedNumber[] {
  // Almost every text ends here.
  if (!root || !/\d{16}/.test(text)) return [];
  const found: RoundedNumber[] = [];
  const pending: SourceNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'array') pending.push(...node.items);
    if (node.kind === 'object') {
      for (const { value } of node.properties) if (value) pending.push(value);
    }
    if (node.kind !== 'number') continue;
    const written = text.slice(node.range.start, node.range.end);
    const becomes = roundedInteger(written);
    if (becomes === undefined) continue;
    const onAws = isLong(written)
      ? 'AWS keeps it as it is'
      : 'AWS keeps whole numbers of 64 bits alone';
    const message = `${written} is ${becomes} here, where numbers are doubles; ${onAws}. A text keeps its digits.`;
    found.push({ range: node.range, message });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}
