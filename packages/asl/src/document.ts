import type { SourceNode } from './source/node.ts';
import type { Layout } from './source/layout.ts';
import type { Comment, SyntaxProblem } from './source/source.ts';
import type { KnownStates } from './source/yaml-states.ts';
import type { StateMachine } from './machine.ts';

export type Syntax = 'json' | 'yaml';

/** What any text gives, the empty one included. */
export interface AslDocument {
  readonly text: string;
  readonly syntax: Syntax;
  readonly root: SourceNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  /** `undefined` only when the root is no object. */
  readonly machine: StateMachine | undefined;
  readonly layout: Layout;
  /** What a later text of the same file is read with. */
  readonly known: KnownStates;
}
