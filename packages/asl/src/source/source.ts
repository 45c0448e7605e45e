import type { Range, SourceNode } from './node.ts';

/** Text that is not well-formed JSON or YAML. What is well-formed but wrong is for `analysis`. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
  /** Whether it is a mistake inside a string, so that all around it is read as it is meant. */
  readonly isInString?: boolean;
}

/** A comment of the text, with its `//`, `/*` or `#`. */
export interface Comment {
  readonly range: Range;
  readonly text: string;
}

/** What either syntax gives for a text. */
export interface Source {
  readonly root: SourceNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

/** Bytes; AWS takes definitions of up to 1 MB and templates of up to 1 MB. */
export const maxFileSize = 10 * 1_048_576;

/** UTF-16 units of a text, of which a file has no more than bytes. */
export const maxLength = maxFileSize;

/** Objects and lists inside each other: deeper ones would exhaust the stack of recursive readers. */
export const maxDepth = 500;

/** Values that the aliases of a YAML text stand for, all together: each is written once and read often. */
export const maxExpansion = 50_000;

export function tooDeep(range: Range): SyntaxProblem {
  return {
    message: `The document nests more than ${maxDepth} levels deep; a state machine needs far fewer.`,
    range,
  };
}

/** What a text gives that is longer than any that is read. */
export function tooLong({ length }: string): Source {
  const message = `The text has ${length} characters and is not read; at most ${maxLength} are.`;
  return { root: undefined, comments: [], problems: [{ message, range: { start: 0, end: 1 } }] };
}
