/** Why EventBridge refuses a wildcard. */

/**
 * How many beginnings of a wildcard one text may fit at once. AWS tells no number; it refuses
 * `*:*:*:*:*:event-bus/*`, of which ten fit `:::::`.
 */
const complexityLimit = 10;

/** Sets of places that are looked at before a wildcard counts as too complex. */
const searchLimit = 5000;

export function wildcardProblem(text: string): string | undefined {
  const tokens = tokensOf(text);
  if (typeof tokens === 'string') return tokens;
  return isTooComplex(tokens)
    ? 'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character'
    : undefined;
}

type Token = { readonly star: true } | { readonly star: false; readonly char: string };

/** The parts of a wildcard, or what is wrong with them. Positions count the quote before the text. */
function tokensOf(text: string): readonly Token[] | string {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') {
      const next = text.charAt(at + 1);
      if (next !== '*' && next !== '\\') return `Invalid escape character at pos ${at + 1}`;
      tokens.push({ star: false, char: next });
      at += 1;
    } else if (char !== '*') tokens.push({ star: false, char });
    else if (tokens.at(-1)?.star) return `Consecutive wildcard characters at pos ${at}`;
    else tokens.push({ star: true });
  }
  return tokens;
}

/** Whether a text can be at too many places of the wildcard at once. */
function isTooComplex(tokens: readonly Token[]): boolean {
  const letters = new Set(tokens.flatMap((token) => (token.star ? [] : [token.char])));
  if (tokens.filter(({ star }) => star).length * 2 < complexityLimit) return false;
  const begin = withStars(tokens, [0]);
  const seen = new Set([begin.join()]);
  const open = [begin];
  for (let places = open.pop(); places; places = open.pop()) {
    if (places.filter((place) => place > 0).length >= complexityLimit) return true;
    for (const letter of letters) {
      const next = withStars(tokens, after(tokens, places, letter));
      const key = next.join();
      if (next.length === 0 || seen.has(key)) continue;
      if (seen.size >= searchLimit) return true;
      seen.add(key);
      open.push(next);
    }
  }
  return false;
}

function after(tokens: readonly Token[], places: readonly number[], letter: string): number[] {
  return places.flatMap((place) => {
    const token = tokens[place];
    const stays = tokens[place - 1]?.star ? [place] : [];
    const goesOn = token && !token.star && token.char === letter ? [place + 1] : [];
    return [...stays, ...goesOn];
  });
}

/** Places before a star are behind it, too: it may stand for nothing. */
function withStars(tokens: readonly Token[], places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of places) if (tokens[place]?.star) all.add(place + 1);
  return [...all].sort((a, b) => a - b);
}
