/**
 * Random numbers keyed by where they are drawn, so that no draw shifts another: the same seed,
 * thread, state, visit and attempt always give the same sequence.
 */
export function generator(key: string): () => number {
  let state = hash(key);
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A text of hexadecimal digits, for ids and tokens. */
export function hexDigits(key: string, length: number): string {
  const draw = generator(key);
  let digits = '';
  while (digits.length < length) digits += Math.floor(draw() * 16).toString(16);
  return digits;
}

export function uuid(key: string): string {
  const digits = hexDigits(key, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value | 0;
}
