import type { Range } from '@stepthrough/asl';
import type { RuleCode } from './codes.ts';
import type { AwsCode } from './codes/rule-info.ts';
import type { Severity } from './severity.ts';

/** Something about a definition that its author would want to know, at a place in its text. */
export interface Problem {
  readonly code: RuleCode;
  readonly severity: Severity;
  /** What is wrong and what would be right, in one or two sentences. */
  readonly message: string;
  readonly range: Range;
  readonly tags: readonly Tag[];
  /** Other places that explain the problem, e.g. the first definition of a repeated name. */
  readonly related: readonly Related[];
  readonly docUrl: string;
  readonly fixes: readonly Fix[];
}

export type Tag = 'unnecessary' | 'deprecated';

export interface Related {
  readonly message: string;
  readonly range: Range;
}

/** A change that solves a problem, as edits of the analysed text that do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A problem with AWS's own wording of it, before settings and comments decide about it. */
export interface Finding extends Problem {
  readonly aws: AwsWording | undefined;
  /** Whether it follows from what another finding tells. */
  readonly follows: boolean;
  /** Whether it marks the other place of what another finding tells. */
  readonly isEcho: boolean;
}

/** How AWS's validator words and places the same finding, where that differs. */
export interface AwsWording {
  /** Instead of the code of the rule. */
  readonly code?: AwsCode;
  readonly message?: string;
  /** The node whose pointer AWS gives as location; `null` where it gives none. */
  readonly at?: Range | null;
}
