/** Work that may still be done; what is not done any more gives no answer. */
export interface Effort {
  /** Pairs of letters. */
  left: number;
}

/**
 * The candidate that a misspelt name most likely means: the one to which the fewest letters have to be
 * changed, added or taken away, small and capital letters being the same, and the first of several.
 * One letter may differ, and in longer names one in three. Candidates of a text's author, who may have
 * written very many, come with a bound of the effort.
 * @returns `undefined` where no other name is near enough, or where the effort is spent
 */
export function nearest(
  name: string,
  candidates: Iterable<string>,
  effort: Effort = { left: Infinity },
): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (effort.left <= 0) return undefined;
    effort.left -= 1;
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    effort.left -= name.length * candidate.length;
    if (effort.left <= 0) return undefined;
    const distance = distanceBetween(name.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance && candidate !== name) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance, or `limit` when it is at least that. */
function distanceBetween(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const distance = Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    if (least >= limit) return limit;
    previous = row;
  }
  return previous[b.length] ?? limit;
}
