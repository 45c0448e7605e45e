import type { AslDocument, Range, SourceNode, SyntaxProblem } from '@stepthrough/asl';
import { trailingComma } from './trailing-comma.ts';

/** Where a text ceases to be read as it is meant. */
export interface Break {
  readonly problem: SyntaxProblem;
  /** Of the line in which it stands. */
  readonly line: Range;
  /** Where the objects, lists and members begin that hold it, of which some part may be lost. */
  readonly heads: ReadonlySet<number>;
}

/** The first mistake behind which nothing is certain; `undefined` in a text that is read whole. */
export function breakOf(document: AslDocument): Break | undefined {
  const { problems, layout, root } = document;
  let first: SyntaxProblem | undefined;
  for (const problem of problems) {
    const isFirst = !first || problem.range.start < first.range.start;
    if (isFirst && problem.isInString !== true && !trailingComma(document, problem)) {
      first = problem;
    }
  }
  if (!first) return undefined;
  const { start } = first.range;
  const line = { start: layout.lineStart(start), end: layout.lineEnd(start) };
  return { problem: first, line, heads: headsAround(root, line) };
}

/** Whether what is told at a place may come of the break. */
export function follows({ line, heads }: Break, { start }: Range): boolean {
  return start >= line.start || heads.has(start);
}

function headsAround(root: SourceNode | undefined, line: Range): ReadonlySet<number> {
  const heads = new Set<number>();
  let at = root;
  while (at) {
    heads.add(at.range.start);
    let inner: SourceNode | undefined;
    if (at.kind === 'object') {
      for (const { key, value, range } of at.properties) {
        if (!touches(range, line) && !(value && touches(value.range, line))) continue;
        heads.add(key.range.start);
        inner = value;
      }
    } else if (at.kind === 'array') {
      inner = at.items.findLast((item) => touches(item.range, line));
    }
    at = inner;
  }
  return heads;
}

function touches(range: Range, line: Range): boolean {
  return range.start <= line.end && line.start <= range.end;
}
