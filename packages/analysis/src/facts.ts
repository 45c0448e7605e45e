import {
  type AslDocument,
  queryLanguageOf,
  type QueryLanguage,
  type Range,
  type Scope,
  type State,
  type TaskState,
  walkStates,
} from '@stepthrough/asl';
import { ServiceCatalog } from '@stepthrough/catalog';
import { type Effort, nearest } from '@stepthrough/json';
import { type Break, breakOf } from './break.ts';
import { isDistributed } from './distributed.ts';
import type { Written } from './fixes.ts';
import { type ServiceCall, serviceCallOf } from './resources.ts';
import { type Graph, graphOf } from './graph.ts';
import { JsonataReadings } from './jsonata-readings.ts';
import type { AnalysisOptions } from './options.ts';
import { choiceRulesOf, type NestedRule, type Part, partsOf } from './parts.ts';
import { type Shapes, shapesOf } from './shapes.ts';
import { type Sites, sitesOf } from './sites.ts';
import { undecidedIn } from './undecided.ts';
import { analyseVariables, type VariableFlow } from './variables.ts';
import { type Later, variablesLater } from './variables-later.ts';

/** What a rule may know when it looks at one state: nothing that another state's text decides. */
export interface StateFacts {
  readonly document: Written;
  readonly options: AnalysisOptions;
  readonly services: ServiceCatalog;
  language(state: State): QueryLanguage;
  sites(state: State): Sites;
  /** The objects inside a state whose fields are fixed. */
  parts(state: State): readonly Part[];
  /** Every Choice rule of a state, the nested ones too. */
  choiceRules(state: State): readonly NestedRule[];
  /** The service that a Task calls, where the text tells it. */
  call(state: TaskState): ServiceCall | undefined;
}

/** What several rules need to know of a document, computed once and only when asked for. */
export interface Facts extends StateFacts {
  readonly document: AslDocument;
  /** Where the text ceases to be read as it is meant. */
  readonly broken: Break | undefined;
  /** Where the query language is written wrongly. */
  readonly undecided: readonly Range[];
  graph(scope: Scope): Graph;
  /** The fields of the data that states get, where they are certain. */
  shapes(): Shapes;
  /** Any state of that name, in whatever scope. */
  stateNamed(name: string): State | undefined;
  variables(): VariableFlow;
  /** What happens to variables after a place. */
  later(): Later;
  /** What a misspelt name most likely means; for the first ones only where very many are misspelt. */
  nearest(name: string, candidates: Iterable<string>): string | undefined;
}

export function createFacts(document: AslDocument, options: AnalysisOptions): Facts {
  const readings = options.memory?.readings ?? new JsonataReadings();
  const calls = new Map<TaskState, ServiceCall | undefined>();
  let shapes: Shapes | undefined;
  let variables: VariableFlow | undefined;
  let later: Later | undefined;
  const effort: Effort = { left: mostComparisons };
  let states: Map<string, State> | undefined;
  const broken = breakOf(document);
  const facts: Facts = {
    document,
    broken,
    undecided: document.machine ? undecidedIn(document.machine) : [],
    options,
    services: options.services ?? optimizedOnly,
    language: queryLanguageOf,
    graph: once((scope) => graphOf(scope, broken !== undefined)),
    sites: once((state) => sitesOf(state, readings)),
    parts: once(partsOf),
    choiceRules: once(choiceRulesOf),
    call(state) {
      if (!calls.has(state)) {
        calls.set(state, serviceCallOf(state, queryLanguageOf(state), facts.services));
      }
      return calls.get(state);
    },
    shapes: () => (shapes ??= shapesOf(facts)),
    stateNamed(name) {
      states ??= new Map(
        [...(document.machine ? walkStates(document.machine) : [])].map((state) => [
          state.name,
          state,
        ]),
      );
      return states.get(name);
    },
    variables: () => (variables ??= analyseVariables(document.machine, facts)),
    later: () => (later ??= variablesLater(facts.variables())),
    nearest: (name, candidates) => nearest(name, candidates, effort),
  };
  return facts;
}

/** Works out a fact of a scope or state when it is first asked for. */
function once<Part extends object, Fact extends object>(
  find: (part: Part) => Fact,
): (part: Part) => Fact {
  const facts = new Map<Part, Fact>();
  return (part) => {
    const known = facts.get(part);
    if (known) return known;
    const fact = find(part);
    facts.set(part, fact);
    return fact;
  };
}

/** Letters of names that are compared with each other in one analysis, in search of what was meant. */
const mostComparisons = 5_000_000;

const optimizedOnly = new ServiceCatalog();

/** Whether a state runs in an Express execution: of the machine, or of a distributed Map around it. */
export function runsInExpress(state: State, options: AnalysisOptions): boolean {
  let scope: Scope = state.scope;
  for (;;) {
    if (isDistributed(scope)) return scope.processorConfig?.executionType?.value === 'EXPRESS';
    if (!scope.owner) return options.type === 'EXPRESS';
    scope = scope.owner.scope;
  }
}
