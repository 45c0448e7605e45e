/** What the page knows, and how each message changes it. Pure. */
import {
  type AslDocument,
  graphOf,
  parse,
  type ScopeGraph,
  type State,
  type StateNode,
} from '@stepthrough/asl';
import type { DesignerProblem, RunStatus, StateRun, ToDesigner } from '@stepthrough/protocol';

export interface Model {
  readonly name: string;
  /** The last text that could be read without problems, and its graph. */
  readonly document: AslDocument | undefined;
  readonly graph: ScopeGraph | undefined;
  /** Why the picture is older than the text; `undefined` while it is not. */
  readonly stale: string | undefined;
  readonly problems: readonly DesignerProblem[];
  readonly breakpoints: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly run: RunStatus | undefined;
  /** Why the last edit was not made. */
  readonly refusal: string | undefined;
}

export type Action =
  | ToDesigner
  | { readonly type: 'selectState'; readonly state: string | undefined }
  | { readonly type: 'dismiss' };

export const emptyModel: Model = {
  name: '',
  document: undefined,
  graph: undefined,
  stale: undefined,
  problems: [],
  breakpoints: new Set(),
  selected: undefined,
  run: undefined,
  refusal: undefined,
};

export function reduce(model: Model, action: Action): Model {
  switch (action.type) {
    case 'document':
      return readDocument(model, action);
    case 'problems':
      return { ...model, problems: action.problems };
    case 'breakpoints':
      return { ...model, breakpoints: new Set(action.states) };
    case 'select':
    case 'selectState':
      return model.selected === action.state ? model : { ...model, selected: action.state };
    case 'runStatus':
      return { ...model, run: action.status };
    case 'refused':
      return { ...model, refusal: action.message };
    case 'dismiss':
      return { ...model, refusal: undefined };
  }
}

function readDocument(model: Model, message: Extract<ToDesigner, { type: 'document' }>): Model {
  const document = parse(message.text, message.syntax);
  const [problem] = document.problems;
  if (problem && model.graph) {
    const line = message.text.slice(0, problem.range.start).split('\n').length;
    return { ...model, stale: `Line ${line}: ${problem.message}` };
  }
  return {
    ...model,
    name: message.name,
    document,
    graph: graphOf(document),
    stale: problem?.message,
    refusal: undefined,
  };
}

/** Every state of a graph with its scope, each before the states inside it. */
export function* statesOf(graph: ScopeGraph): Generator<{ node: StateNode; graph: ScopeGraph }> {
  for (const node of graph.nodes) {
    yield { node, graph };
    for (const inner of node.scopes) yield* statesOf(inner);
  }
}

export function findNode(
  graph: ScopeGraph | undefined,
  id: string | undefined,
): { node: StateNode; graph: ScopeGraph } | undefined {
  if (!graph || id === undefined) return undefined;
  for (const found of statesOf(graph)) if (found.node.id === id) return found;
  return undefined;
}

/** The problems at a state itself, not those of the states inside it. */
export function problemsOf(state: State, problems: readonly DesignerProblem[]): DesignerProblem[] {
  const inner = 'branches' in state || 'itemProcessor' in state ? innerRanges(state) : [];
  const { start } = state.key.range;
  const { end } = state.node.range;
  return problems.filter(
    (problem) =>
      problem.start >= start &&
      problem.end <= end &&
      !inner.some((range) => problem.start >= range.start && problem.end <= range.end),
  );
}

function innerRanges(state: State) {
  const scopes =
    state.type === 'Parallel'
      ? state.branches
      : state.type === 'Map'
        ? [state.itemProcessor, state.iterator]
        : [];
  return scopes.flatMap((scope) => (scope?.statesField ? [scope.statesField.node.range] : []));
}

export function runOf(run: RunStatus | undefined): ReadonlyMap<string, StateRun> {
  return new Map(run?.states.map((state) => [state.id, state]));
}

/** A name that no state of the scope has, e.g. `Wait`, `Wait 2`. */
export function freeName(graph: ScopeGraph, base: string): string {
  const names = new Set(graph.nodes.map(({ state }) => state.name));
  let name = base;
  for (let number = 2; names.has(name); number += 1) name = `${base} ${number}`;
  return name;
}
