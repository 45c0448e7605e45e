import { propertyOf, type Scope, type SourceNode, type State, valueOf } from '@stepthrough/asl';
import { type Graph, transitionsOf } from './graph.ts';
import { has } from './nodes.ts';

/** An object of which every field is known by name; a field without a shape may hold anything. */
export type Shape = ReadonlyMap<string, Shape | undefined>;

/**
 * The shape of what reaches a state, where it is certain: only states with one way in whose
 * source says literally what it gives. `undefined` means that anything may arrive.
 */
export function inputShapes(scope: Scope, graph: Graph): (state: State) => Shape | undefined {
  const sources = new Map<State, State[]>();
  for (const state of graph.reachable) {
    for (const { target, by } of transitionsOf(state)) {
      const next = graph.byName.get(target.value);
      // A catcher gives an error, which no rule follows.
      if (next)
        sources.set(next, [
          ...(sources.get(next) ?? []),
          ...(by === 'catch' ? [state, state] : [state]),
        ]);
    }
  }
  const known = new Map<State, Shape | undefined>();
  const inputOf = (state: State): Shape | undefined => {
    if (known.has(state)) return known.get(state);
    known.set(state, undefined);
    const [source, ...others] = sources.get(state) ?? [];
    const isStart = scope.startAt?.value === state.name;
    const shape = source && others.length === 0 && !isStart ? outputOf(source, inputOf) : undefined;
    known.set(state, shape);
    return shape;
  };
  return inputOf;
}

function outputOf(state: State, inputOf: (state: State) => Shape | undefined): Shape | undefined {
  const { node } = state;
  if (['InputPath', 'OutputPath', 'Output'].some((name) => has(node, name))) return undefined;
  if (state.type === 'Wait' || state.type === 'Choice') return inputOf(state);
  if (state.type !== 'Pass') return undefined;
  const resultPath = propertyOf(node, 'ResultPath')?.value;
  if (resultPath && !(resultPath.kind === 'string' && resultPath.value === '$')) return undefined;
  const result = valueOf(node, 'Result');
  if (result) return shapeOf(result, false);
  const parameters = valueOf(node, 'Parameters');
  return parameters ? shapeOf(parameters, true) : inputOf(state);
}

/** The shape of a literal, or of what a payload template makes. */
function shapeOf(node: SourceNode, isTemplate: boolean): Shape | undefined {
  if (node.kind !== 'object') return undefined;
  return new Map(
    node.properties.map(({ key, value }) =>
      isTemplate && key.value.endsWith('.$')
        ? [key.value.slice(0, -2), undefined]
        : [key.value, value && shapeOf(value, isTemplate)],
    ),
  );
}
