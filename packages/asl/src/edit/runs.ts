import type { ArrayNode, ObjectNode, Range } from '../source/node.ts';

/** Parts of a container that stand next to each other, and their neighbours outside. */
export interface Run {
  readonly before: Range | undefined;
  readonly first: Range;
  readonly last: Range;
  readonly next: Range | undefined;
}

/**
 * The parts of a container as runs without a gap. What separates parts, a comma or a line, belongs to one
 * run alone, so that each can be taken out without a look at the others.
 */
export function runsOf(
  container: ObjectNode | ArrayNode,
  chosen: readonly Range[],
): readonly Run[] {
  const parts = container.kind === 'object' ? container.properties : container.items;
  const wanted = new Set(chosen);
  const runs: Run[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const first = parts[index]?.range;
    if (!first || !wanted.has(first)) continue;
    const before = parts[index - 1]?.range;
    let last = first;
    let next = parts[index + 1]?.range;
    while (next && wanted.has(next)) {
      last = next;
      index += 1;
      next = parts[index + 1]?.range;
    }
    runs.push({ before, first, last, next });
  }
  return runs;
}
