/** Most lines are shorter, and need no table of all lines. */
const usualLength = 200;

/** Where the line that holds an offset begins. */
export function lineStart(text: string, offset: number): number {
  const from = Math.max(0, offset - usualLength);
  const near = text.slice(from, offset).lastIndexOf('\n');
  if (near >= 0) return from + near + 1;
  const starts = lineStarts(text);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return starts[low] ?? 0;
}

/** The end of the line that holds an offset, before its line feed. */
export function lineFeed(text: string, offset: number): number {
  const starts = lineStarts(text);
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const next = starts[low];
  return next === undefined ? text.length : next - 1;
}

/** Of the text that was asked about last: looking back for a line feed is long where a line is. */
let known: { readonly text: string; readonly starts: readonly number[] } | undefined;

function lineStarts(text: string): readonly number[] {
  if (known?.text === text) return known.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  known = { text, starts };
  return starts;
}
