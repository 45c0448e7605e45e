import type { AslDocument, Range } from '@stepthrough/asl';

/** A comma before a closing bracket: nothing is lost behind it, as it is behind other mistakes. */
export function trailingComma(
  { syntax, text, comments }: Pick<AslDocument, 'syntax' | 'text' | 'comments'>,
  { range }: { readonly range: Range },
): Range | undefined {
  if (syntax !== 'json') return undefined;
  const { start: offset } = range;
  if (text[offset] !== '}' && text[offset] !== ']') return undefined;
  let at = offset;
  // Comments that end with their line, and those that are closed, are passed alike.
  for (;;) {
    const comment = endingAt(comments, at);
    if (comment) at = comment.start;
    else if (/\s/.test(text[at - 1] ?? '')) at -= 1;
    else break;
  }
  return text[at - 1] === ',' ? { start: at - 1, end: at } : undefined;
}

/** The comment that ends at an offset; comments stand in the order of the text. */
function endingAt(comments: AslDocument['comments'], offset: number): Range | undefined {
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.range.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const found = comments[low]?.range;
  return found?.end === offset ? found : undefined;
}
