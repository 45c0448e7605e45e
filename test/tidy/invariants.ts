/** The invariants of ARCHITECTURE.md, and what it says of how each is checked. */

export interface Invariants {
  /** By number: the sentence in bold that begins it. */
  readonly titles: ReadonlyMap<number, string>;
  /** By number: the files, from the root, that notice when it breaks. */
  readonly checks: ReadonlyMap<number, readonly string[]>;
}

/** The numbered list under `## Invariants`, and the table whose head begins with `invariant`. */
export function readInvariants(markdown: string): Invariants {
  const section = /^## Invariants\n([^]*?)^## /m.exec(`${markdown}\n## `)?.[1] ?? '';
  const titles = [...section.matchAll(/^(\d+)\. \*\*([^*]+)\*\*/gm)];
  const rows = [...section.matchAll(/^\| *(\d+) *\|(.*)\|$/gm)];
  return {
    titles: new Map(titles.map(([, number, title = '']) => [Number(number), title])),
    checks: new Map(rows.map(([, number, cell = '']) => [Number(number), filesIn(cell)])),
  };
}

function filesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, file]) => file ?? []);
}

/** In words: numbers that do not follow each other, invariants without a check, checks that are not there. */
export function invariantProblems(
  { titles, checks }: Invariants,
  exists: (file: string) => boolean,
): readonly string[] {
  const numbers = [...titles.keys()];
  return [
    ...(numbers.length === 0 ? ['There is no invariant.'] : []),
    ...numbers
      .filter((number, index) => number !== index + 1)
      .map((number) => `${number} does not follow the one before`),
    ...numbers
      .filter((number) => (checks.get(number) ?? []).length === 0)
      .map((number) => `${number} names no check`),
    ...[...checks.keys()]
      .filter((number) => !titles.has(number))
      .map((number) => `${number} is checked, and is no invariant`),
    ...[...checks].flatMap(([number, files]) =>
      files
        .filter((file) => !exists(file))
        .map((file) => `${number} names ${file}, which is not there`),
    ),
  ];
}
