import type { Range, SourceNode } from './source/node.ts';
import type { StateMachine } from './machine.ts';

export type Syntax = 'json' | 'yaml';

/** Text that is not well-formed JSON or YAML. What is well-formed but wrong is for `analysis`. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
}

/** A comment of the text, with its `//`, `/*` or `#`. */
export interface Comment {
  readonly range: Range;
  readonly text: string;
}

/** What any text gives, the empty one included. */
export interface AslDocument {
  readonly text: string;
  readonly syntax: Syntax;
  readonly root: SourceNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** `undefined` only when the root is no object. */
  readonly machine: StateMachine | undefined;
}
