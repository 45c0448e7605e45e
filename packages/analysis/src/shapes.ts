import {
  hasOpenKeys,
  propertyOf,
  queryLanguageOf,
  type Scope,
  type SourceNode,
  type State,
  type StateTransition,
  transitionsOf,
  valueOf,
} from '@stepthrough/asl';
import type { Shape as ServiceShape } from '@stepthrough/catalog';
import { compilePath, compileReferencePath } from '@stepthrough/expressions';
import type { Graph } from './graph.ts';
import { isJsonata, isOpen } from './nodes.ts';
import type { ServiceCall } from './resources.ts';

/**
 * An object that has no other fields than these; a field without a shape may hold anything. Where
 * several ways lead to a place, it has the fields that any of them gives.
 */
export interface Shape {
  readonly fields: ReadonlyMap<string, Shape | undefined>;
  /** Those that not every way gives. */
  readonly optional: ReadonlySet<string>;
  /** An answer whose fields the service may spell with other capitals. */
  readonly isLoose: boolean;
}

/** What reaches the states of a machine, where the text tells it. */
export interface Shapes {
  /** The input of a state; `undefined` where anything may arrive. */
  input(state: State): Shape | undefined;
  /** What a state works with, after InputPath. */
  selected(state: State): Shape | undefined;
  /** What a Task gets, before ResultSelector. */
  result(state: State): Shape | undefined;
}

interface Sources {
  graph(scope: Scope): Graph;
  call(state: State): ServiceCall | undefined;
}

export function shapesOf(facts: Sources): Shapes {
  return new Flow(facts);
}

export function fieldOf(
  shape: Shape,
  name: string,
): { readonly shape: Shape | undefined } | undefined {
  if (shape.fields.has(name)) return { shape: shape.fields.get(name) };
  if (!shape.isLoose) return undefined;
  const wanted = name.toLowerCase();
  const found = [...shape.fields].find(([each]) => each.toLowerCase() === wanted);
  return found && { shape: found[1] };
}

/** Nothing has arrived yet: of no consequence where ways join. */
type Arriving = Shape | undefined | 'nothing';

class Flow implements Shapes {
  readonly #facts: Sources;
  readonly #inputs = new Map<Scope, ReadonlyMap<State, Arriving>>();

  constructor(facts: Sources) {
    this.#facts = facts;
  }

  input(state: State): Shape | undefined {
    const { scope } = state;
    const known = this.#inputs.get(scope) ?? this.#follow(scope);
    this.#inputs.set(scope, known);
    const arriving = known.get(state);
    return arriving === 'nothing' ? undefined : arriving;
  }

  selected(state: State): Shape | undefined {
    return select(this.input(state), state, 'InputPath');
  }

  result(state: State): Shape | undefined {
    if (state.type === 'Pass') {
      const result = valueOf(state.node, 'Result');
      return result ? shapeOf(result, 'literal') : this.#effective(state);
    }
    const call = state.type === 'Task' ? this.#facts.call(state) : undefined;
    const output = call?.integration?.output(call.pattern);
    return call?.pattern === 'requestResponse' && output?.kind === 'object'
      ? ofService(output, 3)
      : undefined;
  }

  /** Goes over the states of a scope until what arrives at each stays the same. */
  #follow(scope: Scope): ReadonlyMap<State, Arriving> {
    const { byName, reachable, isWhole } = this.#facts.graph(scope);
    const inputs = new Map<State, Arriving>();
    const first = scope.startAt && byName.get(scope.startAt.value);
    if (!first || !isWhole) return inputs;
    inputs.set(first, this.#entry(scope));
    this.#inputs.set(scope, inputs);
    const pending = new Set([first]);
    // Shapes only grow, by fields that the text names; the bound is for the depth of their nesting.
    let left = reachable.size * 20;
    for (const state of pending) {
      pending.delete(state);
      if (--left < 0) return new Map();
      for (const transition of transitionsOf(state)) {
        const next = transition.target && byName.get(transition.target.value);
        if (!next) continue;
        const before = inputs.has(next) ? inputs.get(next) : ('nothing' as const);
        const after = join(before, this.#given(state, transition));
        if (inputs.has(next) && isSame(before, after)) continue;
        inputs.set(next, after);
        pending.add(next);
      }
    }
    return inputs;
  }

  /** What the first state of a scope gets. */
  #entry({ owner, kind }: Scope): Shape | undefined {
    if (!owner) return undefined;
    if (kind === 'branch') return this.#effective(owner);
    const selector = valueOf(owner.node, 'ItemSelector') ?? valueOf(owner.node, 'Parameters');
    return selector && shapeOf(selector, queryLanguageOf(owner));
  }

  /** What a state works with, after InputPath and its template. */
  #effective(state: State): Shape | undefined {
    const isPath = queryLanguageOf(state) === 'JSONPath';
    const template = valueOf(state.node, isPath ? 'Parameters' : 'Arguments');
    if (template) return shapeOf(template, isPath ? 'JSONPath' : 'JSONata');
    const input = this.input(state);
    return isPath ? select(input, state, 'InputPath') : input;
  }

  /** What a transition hands to the next state. */
  #given(state: State, { kind, index }: StateTransition): Shape | undefined {
    const isPath = queryLanguageOf(state) === 'JSONPath';
    if (kind === 'catch') return this.#caught(state, index, isPath);
    if (!isPath) {
      const rule = kind === 'choice' && state.type === 'Choice' ? state.choices[index] : undefined;
      const output = valueOf(kind === 'choice' && rule ? rule.node : state.node, 'Output');
      if (output) return shapeOf(output, 'JSONata');
      return hasResult(state) ? this.result(state) : this.input(state);
    }
    return select(this.#withResult(state), state, 'OutputPath');
  }

  #withResult(state: State): Shape | undefined {
    const input = this.input(state);
    if (!hasResult(state)) return select(input, state, 'InputPath');
    const selector = valueOf(state.node, 'ResultSelector');
    const result = selector ? shapeOf(selector, 'JSONPath') : this.result(state);
    return place(input, valueOf(state.node, 'ResultPath'), result);
  }

  #caught(state: State, index: number, isPath: boolean): Shape | undefined {
    const catcher = 'catch' in state ? state.catch[index] : undefined;
    if (!catcher) return undefined;
    const error: Shape = closed(
      new Map([
        ['Error', undefined],
        ['Cause', undefined],
      ]),
    );
    if (isPath) return place(this.input(state), valueOf(catcher.node, 'ResultPath'), error);
    const output = valueOf(catcher.node, 'Output');
    return output ? shapeOf(output, 'JSONata') : error;
  }
}

function hasResult({ type }: State): boolean {
  return type === 'Task' || type === 'Parallel' || type === 'Map' || type === 'Pass';
}

function closed(fields: ReadonlyMap<string, Shape | undefined>): Shape {
  return { fields, optional: new Set(), isLoose: false };
}

/** The shape of a literal, or of what a template makes. */
function shapeOf(node: SourceNode, as: 'literal' | 'JSONPath' | 'JSONata'): Shape | undefined {
  if (node.kind !== 'object' || isOpen(node) || hasOpenKeys(node)) return undefined;
  return closed(
    new Map(
      node.properties.map(({ key, value }) => {
        if (as === 'JSONPath' && key.value.endsWith('.$'))
          return [key.value.slice(0, -2), undefined];
        return [key.value, value && !isJsonata(value) ? shapeOf(value, as) : undefined];
      }),
    ),
  );
}

/** Every answer of a service also tells of its transport. */
const transport = ['SdkHttpMetadata', 'SdkResponseMetadata'];

function ofService(shape: ServiceShape, depth: number): Shape | undefined {
  if (shape.kind !== 'object' || depth === 0) return undefined;
  const fields = shape.members.map(
    (member) => [member.name, ofService(member.shape, depth - 1)] as const,
  );
  const added = depth === 3 ? transport.map((name) => [name, undefined] as const) : [];
  return { fields: new Map([...fields, ...added]), optional: new Set(), isLoose: true };
}

/** What InputPath or OutputPath leaves. */
function select(shape: Shape | undefined, { node }: State, field: string): Shape | undefined {
  const path = propertyOf(node, field)?.value;
  if (!path) return shape;
  if (path.kind === 'null') return closed(new Map());
  const compiled = path.kind === 'string' ? compilePath(path.value) : undefined;
  if (!compiled?.ok || compiled.value.syntax.root.kind !== 'input') return undefined;
  let at = shape;
  for (const segment of compiled.value.syntax.segments) {
    const name =
      segment.kind === 'names' && segment.names.length === 1 ? segment.names[0] : undefined;
    if (name === undefined || !at) return undefined;
    at = fieldOf(at, name)?.shape;
  }
  return at;
}

/** The input with the result where ResultPath says. */
function place(
  input: Shape | undefined,
  path: SourceNode | undefined,
  result: Shape | undefined,
): Shape | undefined {
  if (!path) return result;
  if (path.kind === 'null') return input;
  const compiled = path.kind === 'string' ? compileReferencePath(path.value) : undefined;
  if (!compiled?.ok) return undefined;
  const { segments } = compiled.value;
  const names = segments.map((segment) =>
    segment.kind === 'names' ? segment.names[0] : undefined,
  );
  return put(input, names, result);
}

function put(
  into: Shape | undefined,
  names: readonly (string | undefined)[],
  value: Shape | undefined,
): Shape | undefined {
  if (names.length === 0) return value;
  const [name, ...others] = names;
  if (!into || name === undefined || into.fields.size > maxFields) return undefined;
  const inner = fieldOf(into, name)?.shape;
  const isNew = !fieldOf(into, name);
  const base = isNew ? closed(new Map()) : inner;
  const placed = others.length === 0 ? value : put(base, others, value);
  const optional = new Set([...into.optional].filter((each) => each !== name));
  return { ...into, optional, fields: new Map([...into.fields, [name, placed]]) };
}

/** Objects with more fields are not followed, because each step copies them. */
const maxFields = 200;

function join(a: Arriving, b: Shape | undefined): Shape | undefined {
  if (a === 'nothing') return b;
  if (!a || !b || a === b) return a && b;
  if (a.fields.size + b.fields.size > 2 * maxFields) return undefined;
  const fields = new Map(a.fields);
  for (const [name, shape] of b.fields) {
    fields.set(name, fields.has(name) ? join(fields.get(name), shape) : shape);
  }
  const optional = new Set([...a.optional, ...b.optional, ...only(a, b), ...only(b, a)]);
  return { fields, optional, isLoose: a.isLoose || b.isLoose };
}

function only(a: Shape, b: Shape): readonly string[] {
  return [...a.fields.keys()].filter((name) => !b.fields.has(name));
}

function isSame(a: Arriving, b: Arriving): boolean {
  if (a === b) return true;
  if (
    !a ||
    !b ||
    a === 'nothing' ||
    b === 'nothing' ||
    a.fields.size !== b.fields.size ||
    a.optional.size !== b.optional.size
  )
    return false;
  return [...a.fields].every(
    ([name, shape]) => b.fields.has(name) && isSame(shape, b.fields.get(name)),
  );
}
