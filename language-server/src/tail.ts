/** The characters before a place that fit one after the other, e.g. the beginning of a word. */
export function tailOf(text: string, end: number, fits: RegExp): string {
  let start = end;
  while (start > 0) {
    // Half of a pair of surrogates belongs to the other half.
    const isPair = /[\uDC00-\uDFFF]/.test(text[start - 1] ?? '') && start > 1;
    const from = isPair ? start - 2 : start - 1;
    if (!fits.test(text.slice(from, start))) break;
    start = from;
  }
  return text.slice(start, end);
}
