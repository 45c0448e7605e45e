import type { Comment, SyntaxProblem } from '../document.ts';
import type { SourceNode } from './node.ts';

/** What either syntax gives for a text. */
export interface Source {
  readonly root: SourceNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
}

/** Deeper documents are refused, because recursive readers would exhaust the stack. */
export const maxDepth = 500;

export function tooDeep(text: string): SyntaxProblem {
  return {
    message: `The document nests more than ${maxDepth} levels deep; a state machine needs far fewer.`,
    range: { start: 0, end: text.length },
  };
}
