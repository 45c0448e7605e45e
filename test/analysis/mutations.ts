/** Seeded damage to texts, for whoever reads them. */

/** Numbers from 0 up to 1, the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const insertions = [
  ...['{', '}', '[', ']', '"', "'", ':', ',', '\\', '\n', '  ', '- ', '#', '//', '/*', '${', '}'],
  ...[
    '{%',
    '%}',
    '$',
    '$$',
    '$.a[',
    '.$',
    '*',
    '&a ',
    '*a',
    '<<: ',
    '!Sub ',
    '|\n',
    '>-\n',
    '---\n',
  ],
  ...[
    'States.',
    '"Next":',
    '"States":',
    '"Type": "Map"',
    '\u0000',
    '\ud83d',
    '1e999',
    'null',
    '😀',
  ],
];

/** The text with one piece of it taken out, put in or written over, as chance has it. */
export function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const length = Math.floor(random() ** 3 * 60);
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + (pick(insertions) ?? '') + text.slice(at);
    case 2: {
      const from = Math.floor(random() * text.length);
      return text.slice(0, at) + text.slice(from, from + length) + text.slice(at + length);
    }
    default:
      return text.slice(0, at) + (pick(insertions) ?? '') + text.slice(at + length);
  }
}
