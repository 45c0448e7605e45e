import type { AslDocument, Range, Scope, State, StateType } from '@stepthrough/asl';
import type { Facts, StateFacts } from './facts.ts';
import type { AwsWording, Fix, Related, Tag } from './problem.ts';
import type { Severity } from './severity.ts';
import type { ExpressionSite, TemplateSite } from './sites.ts';

/** One check. The analyser walks a document once and calls what each rule asks for. */
export interface Rule {
  /** Once, also for a text that is no state machine. */
  readonly document?: (document: AslDocument, report: Report, facts: Facts) => void;
  /** For the machine, each Parallel branch and each Map processor. */
  readonly scope?: (scope: Scope, report: Report, facts: Facts) => void;
  /**
   * For each state. This and the visits below see one state's own text, and are spared for a state
   * whose text has not changed.
   */
  readonly state?: (state: State, report: Report, facts: StateFacts) => void;
  /** For each state of a type, after `state`. A rule that concerns one type is declared for it here. */
  readonly states?: StateVisits;
  /** For each string that is a JSONPath, an intrinsic function call or a JSONata expression. */
  readonly expression?: (site: ExpressionSite, report: Report, facts: StateFacts) => void;
  /** The kinds of the sites that `expression` is for; all of them when absent. */
  readonly kinds?: readonly ExpressionSite['kind'][];
  /** For each payload template, JSONata value object or Assign, at its root. */
  readonly template?: (site: TemplateSite, report: Report, facts: StateFacts) => void;
}

/** The states of each type. */
export type StatesByType = { readonly [T in StateType]: Extract<State, { readonly type: T }> };

type StateVisit<T extends StateType> = (
  state: StatesByType[T],
  report: Report,
  facts: StateFacts,
) => void;

type StateVisits = { readonly [T in StateType]?: StateVisit<T> };

/** One visit for the states that can retry and catch. */
export function handlingErrors(visit: StateVisit<'Task' | 'Parallel' | 'Map'>): StateVisits {
  return { Task: visit, Parallel: visit, Map: visit };
}

export type Report = (at: Range | Placed, message: string, more?: Details) => void;

interface Placed {
  readonly range: Range;
}

interface Details {
  /** Instead of the rule's own severity, where a case is milder or graver. */
  readonly severity?: Severity;
  readonly tags?: readonly Tag[];
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly aws?: AwsWording;
  /** Whether it follows from what is told elsewhere: AWS tells it too, an author needs it once. */
  readonly follows?: boolean;
  /** Whether it marks the other place of what is told already: AWS tells it once. */
  readonly isEcho?: boolean;
}
