import type { AslDocument } from '@stepthrough/asl';
import type { Problem } from './problem.ts';

/** A comment's instruction; without codes it holds for every rule. */
const instruction = /stepthrough-disable(-next-line|-line)?(?:[ \t]+([\w., \t]+))?/;

/** Whether a comment tells the analyser something. */
export function isInstruction(comment: string): boolean {
  return instruction.test(comment);
}

/**
 * Which problems a comment of the text switches off: `stepthrough-disable-next-line CODE …`,
 * `stepthrough-disable-line CODE …`, or for the whole document `stepthrough-disable CODE …`.
 */
export function readSuppressions(document: AslDocument): (problem: Problem) => boolean {
  const { layout, comments } = document;
  const everywhere = new Switched();
  /** By the offset at which the line begins. */
  const lines = new Map<number, Switched>();
  for (const comment of comments) {
    const found = instruction.exec(comment.text);
    if (!found) continue;
    const codes = found[2]?.split(/[\s,]+/).filter((code) => code !== '') ?? [];
    if (found[1] === undefined) {
      everywhere.add(codes);
      continue;
    }
    const isNext = found[1] === '-next-line';
    const end = layout.lineFeed(comment.range.end);
    const first = isNext ? end + 1 : layout.lineStart(comment.range.start);
    for (let line = first; line <= (isNext ? first : end); line = layout.lineFeed(line) + 1) {
      const known = lines.get(line) ?? new Switched();
      known.add(codes);
      lines.set(line, known);
    }
  }
  return ({ code, range }) =>
    everywhere.holds(code) ||
    (lines.size > 0 && lines.get(layout.lineStart(range.start))?.holds(code) === true);
}

/** The codes that comments switch off at a place. */
class Switched {
  readonly #codes = new Set<string>();
  #isAll = false;

  add(codes: readonly string[]): void {
    if (codes.length === 0) this.#isAll = true;
    for (const code of codes) this.#codes.add(code);
  }

  holds(code: string): boolean {
    return this.#isAll || this.#codes.has(code);
  }
}
