/** The function call around a place in an expression, as far as it is typed. */
interface OpenCall {
  readonly name: string;
  /** Index of its first character. */
  readonly start: number;
  /** Which argument the place is in, counted from 0. */
  readonly argument: number;
}

/** The innermost call whose parenthesis is still open at the end of a text. */
export function openCall(text: string): OpenCall | undefined {
  const open: { name: string | undefined; start: number; argument: number }[] = [];
  for (const match of text.matchAll(tokens)) {
    const [token, name] = match;
    if (token.endsWith('(') || token === '[' || token === '{') {
      open.push({ name, start: match.index, argument: 0 });
    } else if (token === ')' || token === ']' || token === '}') {
      open.pop();
    } else if (token === ',') {
      const last = open.at(-1);
      if (last) last.argument += 1;
    }
  }
  const call = open.findLast(({ name }) => name !== undefined);
  return call?.name === undefined ? undefined : { ...call, name: call.name };
}

/** Texts and comments are passed over; a call is a name with its parenthesis. */
const tokens =
  /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\/\*[^]*?(?:\*\/|$)|((?:States\.\w+|\$[\p{L}_][\p{L}\p{N}_]*))\s*\(|[([{)\]},]/gu;
