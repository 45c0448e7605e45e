import {
  type AslDocument,
  queryLanguageOf,
  type Scope,
  type SourceNode,
  type State,
  type Template,
  transitionsOf,
  walkStates,
} from '@stepthrough/asl';
import { compilePath, expressionOf, isIntrinsic, isJsonata } from '@stepthrough/expressions';
import { contextShape, errorShape } from './context-shape.ts';
import { type Known, resultOfIntrinsic, shapeOfReference } from './reference-shape.ts';
import {
  any,
  arrayOf,
  itemOf,
  memberOf,
  type Shape,
  shapeOfNode,
  union,
  withMember,
} from './shape.ts';

/** What the flow cannot know from the definition alone. */
export interface KnownAnswers {
  /** The input of an execution. */
  readonly input: Shape;
  /** What a Task gets: a mocked answer, or that of its service. */
  readonly resultOf: (state: State) => Shape;
}

/** What an expression at some place can read. */
interface Readable {
  readonly input: Shape;
  readonly context: Shape;
  readonly result: Shape | undefined;
  readonly errorOutput: Shape | undefined;
  readonly variable: (name: string) => Shape;
}

/** Follows what is known of the data through the states of a machine. */
export class Flow {
  readonly #document: AslDocument;
  readonly #answers: KnownAnswers;
  readonly #inputs = new Map<State, Shape>();
  readonly #outputs = new Map<State, Shape>();
  readonly #variables = new Map<string, Shape>();
  readonly #sources = new Map<Scope, ReadonlyMap<string, readonly Source[]>>();
  readonly #byName = new Map<Scope, ReadonlyMap<string, State>>();
  #assigns: ReadonlyMap<string, readonly Assigned[]> | undefined;
  #depth = 0;

  constructor(document: AslDocument, answers: KnownAnswers) {
    this.#document = document;
    this.#answers = answers;
  }

  /** The input of a state, before its InputPath. */
  inputOf(state: State): Shape {
    this.#approach(state);
    return this.#inputOf(state);
  }

  /** Works out the states before one from the start on, so that no long chain is climbed in one go. */
  #approach(state: State): void {
    const { scope } = state;
    if (scope.owner) this.#approach(scope.owner);
    const reached = new Set(scope.states.filter(({ name }) => name === scope.startAt?.value));
    for (const each of reached) {
      this.#inputOf(each);
      if (each === state) return;
      for (const name of targetsOf(each)) {
        const next = this.#named(scope).get(name);
        if (next) reached.add(next);
      }
    }
  }

  #inputOf(state: State): Shape {
    return this.#remembered(this.#inputs, state, () => {
      const { scope } = state;
      let shape = scope.startAt?.value === state.name ? this.#scopeInput(scope) : any;
      for (const { from, isCatch, index } of this.#sourcesOf(scope).get(state.name) ?? []) {
        shape = union(shape, isCatch ? this.#caught(from, index) : this.outputOf(from));
      }
      return shape;
    });
  }

  outputOf(state: State): Shape {
    return this.#remembered(this.#outputs, state, () => {
      if (queryLanguageOf(state) === 'JSONata') {
        const result = this.resultOf(state);
        if (state.output) return this.#evaluate(state.output.value, state, { result });
        return hasResult(state) ? result : this.#inputOf(state);
      }
      const { outputPath } = state;
      if (outputPath?.value === null) return any;
      const whole = this.#resultPlaced(state);
      return outputPath ? this.#read(outputPath.value, state, whole) : whole;
    });
  }

  /** The raw result of a state: of its task, branches or iterations, or what a Pass state makes. */
  resultOf(state: State): Shape {
    switch (state.type) {
      case 'Task':
        return this.#answers.resultOf(state);
      case 'Parallel':
        return arrayOf(state.branches.map((scope) => this.#scopeOutput(scope)).reduce(union, any));
      case 'Map': {
        const scope = state.itemProcessor ?? state.iterator;
        return arrayOf(scope ? this.#scopeOutput(scope) : any);
      }
      case 'Pass':
        if (state.result) return shapeOfNode(state.result.value);
        return this.#argument(state, state.parameters);
      case 'Choice':
      case 'Wait':
      case 'Succeed':
      case 'Fail':
      case undefined:
        return this.#inputOf(state);
    }
  }

  /** What expressions of a state can read. `effective` is after InputPath, as templates see it. */
  readable(state: State, field = ''): Readable {
    this.#approach(state);
    const isJsonata = queryLanguageOf(state) === 'JSONata';
    const input =
      isJsonata || field === 'InputPath' ? this.#inputOf(state) : this.#effective(state);
    return {
      input: !isJsonata && afterResult.has(field) ? this.#seenAfterResult(state, field) : input,
      context: contextShape(this.#answers.input, this.#itemOf(state)),
      result: hasResult(state) ? this.resultOf(state) : undefined,
      errorOutput: 'catch' in state && state.catch.length > 0 ? errorShape : undefined,
      variable: (name) => this.variable(name),
    };
  }

  /** What a JSONPath means in a field of a state. */
  pathShape(path: string, state: State, field: string): Shape {
    return this.#read(path, state, this.readable(state, field).input);
  }

  variable(name: string): Shape {
    return this.#remembered(this.#variables, name, () => {
      let shape = any;
      for (const { state, value, isCatch, isPath } of this.#assigned().get(name) ?? []) {
        const extra = isCatch
          ? { errorOutput: errorShape }
          : { result: hasResult(state) ? this.resultOf(state) : any };
        shape = union(shape, this.#evaluate(value, state, extra, isPath));
      }
      return shape;
    });
  }

  /** Where each variable gets a value, by its name. */
  #assigned(): ReadonlyMap<string, readonly Assigned[]> {
    if (this.#assigns) return this.#assigns;
    const assigns = new Map<string, Assigned[]>();
    const { machine } = this.#document;
    for (const state of machine ? walkStates(machine) : []) {
      for (const { assign, isCatch } of assignsOf(state)) {
        if (assign?.value.kind !== 'object') continue;
        for (const { key, value } of assign.value.properties) {
          if (!value) continue;
          const isPath = key.value.endsWith('.$');
          // Without JSONPath, or in it, a name may end so and be meant as a whole.
          for (const name of isPath ? [key.value, key.value.slice(0, -2)] : [key.value]) {
            const known = assigns.get(name);
            if (known) known.push({ state, value, isCatch, isPath });
            else assigns.set(name, [{ state, value, isCatch, isPath }]);
          }
        }
      }
    }
    return (this.#assigns = assigns);
  }

  #seenAfterResult(state: State, field: string): Shape {
    if (field === 'OutputPath') return this.#resultPlaced(state);
    return hasResult(state) ? this.resultOf(state) : this.#effective(state);
  }

  #effective(state: State): Shape {
    const { inputPath } = state;
    const input = this.#inputOf(state);
    if (!inputPath) return input;
    return inputPath.value === null ? any : this.#read(inputPath.value, state, input);
  }

  #argument(state: State, template: Template | undefined): Shape {
    return template ? this.#evaluate(template.value, state, {}) : this.#effective(state);
  }

  #resultPlaced(state: State): Shape {
    if (!('resultPath' in state)) return this.#effective(state);
    let result = this.resultOf(state);
    if ('resultSelector' in state && state.resultSelector) {
      result = this.#template(state.resultSelector.value, state, result, false);
    }
    const { resultPath } = state;
    if (!resultPath) return result;
    if (resultPath.value === null) return this.#inputOf(state);
    return withMember(this.#inputOf(state), namesIn(resultPath.value), result);
  }

  #caught(state: State, index: number): Shape {
    const catcher = 'catch' in state ? state.catch[index] : undefined;
    if (catcher?.output) {
      return this.#evaluate(catcher.output.value, state, { errorOutput: errorShape });
    }
    const path = catcher?.resultPath;
    if (!path) return errorShape;
    if (path.value === null) return this.#inputOf(state);
    return withMember(this.#inputOf(state), namesIn(path.value), errorShape);
  }

  #scopeInput(scope: Scope): Shape {
    const { owner } = scope;
    if (!owner) return this.#answers.input;
    if (owner.type === 'Parallel') {
      return this.#argument(owner, owner.parameters ?? owner.arguments);
    }
    if (owner.type !== 'Map') return any;
    const selector = owner.itemSelector ?? owner.parameters;
    return selector ? this.#evaluate(selector.value, owner, {}) : this.#items(owner);
  }

  /** The items that the Map state around a state, or the state itself, goes over. */
  #itemOf(state: State): Shape {
    for (let at: State | undefined = state; at; at = at.scope.owner) {
      if (at.type === 'Map') return this.#items(at);
    }
    return any;
  }

  #items(state: State): Shape {
    if (state.type !== 'Map') return any;
    if (state.items) return itemOf(this.#evaluate(state.items.value, state, {}, false, true));
    const whole = this.#effective(state);
    return itemOf(state.itemsPath ? this.#read(state.itemsPath.value, state, whole) : whole);
  }

  #scopeOutput(scope: Scope): Shape {
    const ends = scope.states.filter(({ end, type }) => end?.value === true || type === 'Succeed');
    return ends.map((state) => this.outputOf(state)).reduce(union, any);
  }

  #sourcesOf(scope: Scope): ReadonlyMap<string, readonly Source[]> {
    const known = this.#sources.get(scope);
    if (known) return known;
    const sources = new Map<string, Source[]>();
    const add = (name: string | undefined, source: Source): void => {
      if (name === undefined) return;
      const known = sources.get(name);
      if (known) known.push(source);
      else sources.set(name, [source]);
    };
    for (const from of scope.states) {
      for (const { kind, index, target } of transitionsOf(from)) {
        const isCatch = kind === 'catch';
        add(target?.value, { from, isCatch, index: isCatch ? index : 0 });
      }
    }
    this.#sources.set(scope, sources);
    return sources;
  }

  #named(scope: Scope): ReadonlyMap<string, State> {
    const known = this.#byName.get(scope) ?? new Map(scope.states.map((each) => [each.name, each]));
    this.#byName.set(scope, known);
    return known;
  }

  /**
   * A loop of the workflow comes back to a state whose shape is being worked out: nothing is known of
   * it yet. Nor is it where the way back is too long for the stack.
   */
  #remembered<K>(known: Map<K, Shape>, key: K, compute: () => Shape): Shape {
    const value = known.get(key);
    if (value) return value;
    if (this.#depth > maxDepth) return any;
    known.set(key, any);
    this.#depth += 1;
    const result = compute();
    this.#depth -= 1;
    known.set(key, result);
    return result;
  }

  #evaluate(node: SourceNode, state: State, extra: Known, isPath = false, isItems = false): Shape {
    if (queryLanguageOf(state) === 'JSONata') {
      // Items may refer to no iteration, whose item is being asked for here.
      const context = isItems ? any : contextShape(this.#answers.input, this.#itemOf(state));
      return this.#jsonata(node, { input: this.#inputOf(state), context, ...extra });
    }
    const input = extra.result ?? extra.errorOutput ?? this.#effective(state);
    return this.#template(node, state, input, isPath);
  }

  #template(node: SourceNode, state: State, input: Shape, isPath: boolean): Shape {
    if (isPath) return node.kind === 'string' ? this.#read(node.value, state, input) : any;
    if (node.kind === 'array') {
      return arrayOf(
        node.items.map((item) => this.#template(item, state, input, false)).reduce(union, any),
      );
    }
    if (node.kind !== 'object') return shapeOfNode(node);
    const members = new Map<string, Shape>();
    for (const { key, value } of node.properties) {
      const isDynamic = key.value.endsWith('.$');
      const name = isDynamic ? key.value.slice(0, -2) : key.value;
      members.set(name, value ? this.#template(value, state, input, isDynamic) : any);
    }
    return { type: 'object', members };
  }

  /** What a JSONPath or intrinsic function reads. */
  #read(path: string, state: State, input: Shape): Shape {
    if (isIntrinsic(path)) return resultOfIntrinsic(path);
    const compiled = compilePath(path);
    if (!compiled.ok) return any;
    const { root, segments } = compiled.value.syntax;
    let shape = input;
    if (root.kind === 'context') {
      // The item of a Map is read through its context, which is not needed to know the other parts.
      const asksItem = path.startsWith('$$.Map');
      shape = contextShape(this.#answers.input, asksItem ? this.#itemOf(state) : any);
    } else if (root.kind === 'variable') {
      shape = this.variable(root.name);
    }
    for (const segment of segments) {
      if (segment.kind === 'names' && segment.names.length === 1) {
        shape = memberOf(shape, segment.names[0] ?? '');
      } else if (segment.kind === 'indexes' || segment.kind === 'fromEnd') {
        shape = itemOf(shape);
      } else if (
        segment.kind !== 'slice' &&
        segment.kind !== 'wildcard' &&
        segment.kind !== 'filter'
      ) {
        return any;
      }
    }
    return shape;
  }

  #jsonata(node: SourceNode, readable: Known & { readonly input: Shape }): Shape {
    if (node.kind === 'array') {
      return arrayOf(node.items.map((item) => this.#jsonata(item, readable)).reduce(union, any));
    }
    if (node.kind === 'object') {
      const members = node.properties.map(
        ({ key, value }) => [key.value, value ? this.#jsonata(value, readable) : any] as const,
      );
      return { type: 'object', members: new Map(members) };
    }
    if (node.kind !== 'string' || !isJsonata(node.value)) return shapeOfNode(node);
    return shapeOfReference(expressionOf(node.value), {
      ...readable,
      variable: (name) => this.variable(name),
    });
  }
}

const maxDepth = 200;

function targetsOf(state: State): readonly string[] {
  return transitionsOf(state).flatMap(({ target }) => target?.value ?? []);
}

interface Assigned {
  readonly state: State;
  readonly value: SourceNode;
  readonly isCatch: boolean;
  readonly isPath: boolean;
}

interface Source {
  readonly from: State;
  readonly isCatch: boolean;
  readonly index: number;
}

/** Fields of JSONPath states that read the result, or the input with the result in it. */
const afterResult: ReadonlySet<string> = new Set(['ResultSelector', 'OutputPath', 'Assign']);

function hasResult({ type }: State): boolean {
  return type === 'Task' || type === 'Parallel' || type === 'Map' || type === 'Pass';
}

function assignsOf(state: State): readonly { assign: Template | undefined; isCatch: boolean }[] {
  const own = { assign: state.assign, isCatch: false };
  if (state.type === 'Choice') {
    return [own, ...state.choices.map(({ assign }) => ({ assign, isCatch: false }))];
  }
  if (!('catch' in state)) return [own];
  return [own, ...state.catch.map(({ assign }) => ({ assign, isCatch: true }))];
}

function namesIn(path: string): readonly string[] {
  const compiled = compilePath(path);
  if (!compiled.ok) return [];
  return compiled.value.syntax.segments.flatMap((segment) =>
    segment.kind === 'names' ? segment.names : [],
  );
}
