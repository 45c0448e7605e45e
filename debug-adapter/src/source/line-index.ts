/** Zero-based line and UTF-16 column of an offset, and back. */
export interface LineIndex {
  positionAt(offset: number): { readonly line: number; readonly column: number };
  /** A line or column beyond the text gives the nearest offset in it. */
  offsetAt(line: number, column: number): number;
  readonly lineCount: number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return {
    lineCount: starts.length,
    positionAt: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low, column: offset - (starts[low] ?? 0) };
    },
    offsetAt: (line, column) => {
      if (line >= starts.length) return text.length;
      const start = starts[Math.max(line, 0)] ?? 0;
      const end = starts[Math.max(line, 0) + 1] ?? text.length + 1;
      return Math.min(start + Math.max(column, 0), end - 1);
    },
  };
}
