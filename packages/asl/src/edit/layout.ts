/** Past white space and the comments of JSON; an unclosed comment is not passed. */
export function afterLayout(text: string, at: number): number {
  let here = at;
  for (;;) {
    while (/\s/.test(text[here] ?? '')) here += 1;
    if (text.startsWith('//', here)) {
      const end = text.indexOf('\n', here);
      if (end === -1) return text.length;
      here = end;
    } else if (text.startsWith('/*', here)) {
      const end = text.indexOf('*/', here + 2);
      if (end === -1) return here;
      here = end + 2;
    } else {
      return here;
    }
  }
}
