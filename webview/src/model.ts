/** What the page knows, and how each message changes it. Pure. */
import {
  type AslDocument,
  graphOf,
  parse,
  type Scope,
  type ScopeGraph,
  type State,
  stateId,
  type StateNode,
  type SyntaxProblem,
  type Transition,
} from '@stepthrough/asl';
import type {
  DesignerProblem,
  IntegrationDocs,
  RunStatus,
  ToDesigner,
} from '@stepthrough/protocol';
import { transitionId } from './layout/scope-nodes.ts';

export interface Model {
  readonly name: string;
  /** The last text that could be read without problems, and its graph. */
  readonly document: AslDocument | undefined;
  /** Of the last text that has arrived, also of one that could not be read. */
  readonly version: number;
  readonly graph: ScopeGraph | undefined;
  /** Why the picture is older than the text, and where; `undefined` while it is not. */
  readonly stale: { readonly reason: string; readonly offset: number } | undefined;
  readonly problems: readonly DesignerProblem[];
  readonly breakpoints: ReadonlySet<string>;
  /** `stateId` */
  readonly selected: string | undefined;
  /** A transition by the id of its edge; a state is not selected then. */
  readonly selectedEdge: string | undefined;
  /** A state to select as soon as the text holds it. */
  readonly expected: string | undefined;
  readonly run: RunStatus | undefined;
  /** What is known of actions, by the resources that name them; each was asked for. */
  readonly integrations: ReadonlyMap<string, IntegrationDocs>;
  /** Why the last edit was not made. */
  readonly refusal: string | undefined;
  /** The last refusal as it came: of which edit, and on which text. */
  readonly refused: Extract<ToDesigner, { type: 'refused' }> | undefined;
}

type Action =
  | ToDesigner
  | { readonly type: 'selectState'; readonly state: string | undefined }
  | { readonly type: 'selectEdge'; readonly edge: string | undefined }
  | { readonly type: 'expect'; readonly state: string }
  | { readonly type: 'dismiss' };

export const emptyModel: Model = {
  name: '',
  document: undefined,
  version: 0,
  graph: undefined,
  stale: undefined,
  problems: [],
  breakpoints: new Set(),
  selected: undefined,
  selectedEdge: undefined,
  expected: undefined,
  run: undefined,
  integrations: new Map(),
  refusal: undefined,
  refused: undefined,
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
      return { ...model, selected: action.state, selectedEdge: undefined };
    case 'selectEdge':
      return { ...model, selected: undefined, selectedEdge: action.edge };
    case 'expect':
      return { ...model, expected: action.state };
    case 'runStatus':
      return { ...model, run: action.status };
    case 'integration': {
      const integrations = new Map(model.integrations).set(action.resource, action.docs);
      return { ...model, integrations };
    }
    case 'refused':
      return { ...model, refusal: action.message, refused: action, expected: undefined };
    case 'dismiss':
      return { ...model, refusal: undefined };
  }
}

function readDocument(before: Model, message: Extract<ToDesigner, { type: 'document' }>): Model {
  // A long text is read a little later than it comes, and a refusal may have come in between.
  const isAnswered = message.version > (before.refused?.version ?? -1);
  const refusal = isAnswered ? undefined : before.refusal;
  const model = { ...before, version: message.version };
  const document = parse(message.text, message.syntax, before.document?.known);
  const isEmpty = message.text.trim() === '';
  const [problem] = isEmpty ? [] : document.problems;
  const graph = graphOf(document);
  if (problem && model.graph) return { ...model, stale: staleBy(problem, message.text) };
  if (!graph && model.graph && !isEmpty) {
    return { ...model, stale: { reason: 'It holds no state machine.', offset: 0 } };
  }
  const expected = findNode(graph, model.expected)?.node.id;
  return {
    ...model,
    name: message.name,
    document,
    graph,
    stale: problem && staleBy(problem, message.text),
    refusal,
    ...(expected === undefined
      ? {}
      : { selected: expected, selectedEdge: undefined, expected: undefined }),
  };
}

function staleBy({ message, range }: SyntaxProblem, text: string): Model['stale'] {
  const line = text.slice(0, range.start).split('\n').length;
  return { reason: `Line ${line}: ${message}`, offset: range.start };
}

/** Every state of a graph with its scope, each before the states inside it. */
export function* statesOf(graph: ScopeGraph): Generator<{ node: StateNode; graph: ScopeGraph }> {
  for (const node of graph.nodes) {
    yield { node, graph };
    for (const inner of node.scopes) yield* statesOf(inner);
  }
}

/** Every scope of a graph, itself first. */
export function scopesOf(graph: ScopeGraph): ScopeGraph[] {
  return [graph, ...graph.nodes.flatMap(({ scopes }) => scopes.flatMap(scopesOf))];
}

export function findNode(
  graph: ScopeGraph | undefined,
  id: string | undefined,
): { node: StateNode; graph: ScopeGraph } | undefined {
  if (!graph || id === undefined) return undefined;
  for (const found of statesOf(graph)) if (found.node.id === id) return found;
  return undefined;
}

/** A name that no state of the machine has, e.g. `Wait`, `Wait 2`. */
export function freeName(graph: ScopeGraph | undefined, base: string): string {
  const names = new Set(graph ? [...statesOf(graph)].map(({ node }) => node.state.name) : []);
  let name = base;
  for (let number = 2; names.has(name); number += 1) name = `${base} ${number}`;
  return name;
}

/** The id of the state that has a name in a scope, whether or not it is there yet. */
export function idOfName(scope: Scope, name: string): string {
  return stateId({ scope, name } as State);
}

/** The edges of the canvas have ids that tell scope and transition. */
export function edgeId(scope: string, line: string): string {
  return `${scope}|${line}`;
}

export function findTransition(
  graph: ScopeGraph | undefined,
  id: string | undefined,
): { transition: Transition; graph: ScopeGraph } | undefined {
  if (!graph || id === undefined) return undefined;
  for (const scope of scopesOf(graph)) {
    const transition = scope.transitions.find((t) => edgeId(scope.id, transitionId(t)) === id);
    if (transition) return { transition, graph: scope };
  }
  return undefined;
}
