import {
  type AslDocument,
  queryLanguageOf,
  type QueryLanguage,
  type Scope,
  type State,
  walkStates,
} from '@stepthrough/asl';
import { ServiceCatalog } from '@stepthrough/catalog';
import { isDistributed } from './distributed.ts';
import { type ServiceCall, serviceCallOf } from './resources.ts';
import { type Graph, graphOf } from './graph.ts';
import type { AnalysisOptions } from './options.ts';
import { inputShapes, type Shape } from './shapes.ts';
import { type Sites, sitesOf } from './sites.ts';
import { analyseVariables, type VariableFlow } from './variables.ts';

/** What several rules need to know of a document, computed once and only when asked for. */
export interface Facts {
  readonly document: AslDocument;
  readonly options: AnalysisOptions;
  readonly services: ServiceCatalog;
  language(state: State): QueryLanguage;
  graph(scope: Scope): Graph;
  sites(state: State): Sites;
  /** The service that a Task calls, where the text tells it. */
  call(state: State): ServiceCall | undefined;
  /** The fields of a state's input, where they are certain. */
  input(state: State): Shape | undefined;
  /** Any state of that name, in whatever scope. */
  stateNamed(name: string): State | undefined;
  variables(): VariableFlow;
}

export function createFacts(document: AslDocument, options: AnalysisOptions): Facts {
  const graphs = new Map<Scope, Graph>();
  const sites = new Map<State, Sites>();
  const calls = new Map<State, ServiceCall | undefined>();
  const inputs = new Map<Scope, (state: State) => Shape | undefined>();
  let variables: VariableFlow | undefined;
  let states: Map<string, State> | undefined;
  const facts: Facts = {
    document,
    options,
    services: options.services ?? optimizedOnly,
    language: queryLanguageOf,
    graph(scope) {
      const known = graphs.get(scope);
      if (known) return known;
      const graph = graphOf(scope);
      graphs.set(scope, graph);
      return graph;
    },
    sites(state) {
      const known = sites.get(state) ?? sitesOf(state);
      sites.set(state, known);
      return known;
    },
    call(state) {
      if (!calls.has(state)) {
        calls.set(state, serviceCallOf(state, queryLanguageOf(state), facts.services));
      }
      return calls.get(state);
    },
    input(state) {
      const known = inputs.get(state.scope) ?? inputShapes(state.scope, facts.graph(state.scope));
      inputs.set(state.scope, known);
      return known(state);
    },
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
  };
  return facts;
}

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
