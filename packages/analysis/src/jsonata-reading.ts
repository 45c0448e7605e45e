import { jsonataFunctionDocs } from '@stepthrough/catalog';
import { isTree, nodesOf, type Tree } from '@stepthrough/expressions';
import { member } from '@stepthrough/json';

/** A name in an expression, with the index of its first character. */
interface NameAt {
  readonly name: string;
  readonly index: number;
}

/** What the rules ask about an expression, gathered in one walk. */
export interface JsonataReading {
  readonly root: Tree;
  /** Variables that the expression does not bind itself; without functions and `$states`. */
  readonly variables: readonly (NameAt & { readonly isGuarded: boolean })[];
  readonly calls: readonly (NameAt & { readonly count: number })[];
  /** References to the top-level context, which Step Functions does not give. */
  readonly topLevel: readonly NameAt[];
  /** The names after each `$states`. */
  readonly states: readonly { readonly index: number; readonly members: readonly NameAt[] }[];
}

export function readTree(root: Tree): JsonataReading {
  const reader = new Reader(root);
  reader.read({
    bound: new Set(bindingsIn(root)),
    isTop: true,
    isGuarded: false,
    existing: new Set(),
  });
  return reader;
}

interface Context {
  readonly bound: ReadonlySet<string>;
  /** Whether the context item is that of the whole expression. */
  readonly isTop: boolean;
  /** Inside $exists(…), where a missing value is no error. */
  readonly isGuarded: boolean;
  /** Variables that are known to exist here, because the expression has asked. */
  readonly existing: ReadonlySet<string>;
}

interface Visit {
  readonly node: Tree;
  readonly context: Context;
}

class Reader implements JsonataReading {
  readonly root: Tree;
  readonly variables: (NameAt & { isGuarded: boolean })[] = [];
  readonly calls: (NameAt & { count: number })[] = [];
  readonly topLevel: NameAt[] = [];
  readonly states: { index: number; members: NameAt[] }[] = [];

  #inner: Visit[] = [];

  constructor(root: Tree) {
    this.root = root;
  }

  /** Looks at each node before those inside it; a chain of operators is as deep as it is long. */
  read(context: Context): void {
    const pending: Visit[] = [{ node: this.root, context }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      this.#inner = [];
      this.#look(next.node, next.context);
      for (let index = this.#inner.length - 1; index >= 0; index -= 1) {
        const inner = this.#inner[index];
        if (inner) pending.push(inner);
      }
    }
  }

  /** A node inside the one that is being looked at, which comes later. */
  visit(node: Tree, context: Context): void {
    this.#inner.push({ node, context });
  }

  #look(node: Tree, context: Context): void {
    this.#visitSelf(node, context);
    const inside = { ...context, isTop: false };
    for (const filter of [...nodesOf(node['predicate']), ...nodesOf(node['stages'])]) {
      for (const each of nodesOf(filter['expr'])) this.visit(each, inside);
    }
    if (node.type !== 'path') this.#visitGroup(node, inside);
  }

  #visitSelf(node: Tree, context: Context): void {
    switch (node.type) {
      case 'variable':
        this.#variable(node, context);
        return;
      case 'name':
        if (context.isTop) this.topLevel.push(nameOf(node));
        return;
      case 'wildcard':
        // A leading ** is taken by AWS, and finds nothing.
        if (context.isTop) this.topLevel.push({ name: '*', index: (positionOf(node) ?? 1) - 1 });
        return;
      case 'path':
        this.#path(node, context);
        return;
      case 'block':
        this.#children(node, ['expressions'], withBound(context, bindingsIn(node)));
        return;
      case 'bind':
        this.#children(node, ['rhs'], context);
        return;
      case 'lambda': {
        const names = nodesOf(node['arguments']).map(({ value }) => String(value));
        this.#children(node, ['body'], withBound(context, [...names, ...bindingsIn(node)]));
        return;
      }
      case 'function':
      case 'partial':
        this.#call(node, context, 0);
        return;
      case 'apply':
        this.#children(node, ['lhs'], context);
        for (const target of nodesOf(node['rhs'])) {
          if (target.type === 'function') this.#call(target, context, 1);
          else this.visit(target, context);
        }
        return;
      case 'transform':
        this.#children(node, ['pattern', 'update', 'delete'], { ...context, isTop: false });
        return;
      case 'sort':
        for (const { expression } of nodesOf(node['terms'])) {
          for (const each of nodesOf(expression)) this.visit(each, { ...context, isTop: false });
        }
        return;
      case 'condition':
        this.#condition(node, context);
        return;
      case 'binary':
        if (node.value === 'and') {
          let inner = context;
          for (const part of partsOf(node)) {
            this.visit(part, inner);
            inner = withExisting(inner, testedBy(part).yes);
          }
          return;
        }
        this.#children(node, ['lhs', 'rhs'], context);
        return;
      default:
        this.#children(node, ['lhs', 'rhs', 'expression', 'expressions'], context);
    }
  }

  #condition(node: Tree, context: Context): void {
    const [condition] = nodesOf(node['condition']);
    const { yes, no } = testedBy(condition);
    // `$a ? …` and `$a ?: …` take a missing value for false.
    const isName = condition?.type === 'variable';
    if (condition) this.visit(condition, isName ? { ...context, isGuarded: true } : context);
    this.#children(node, ['then'], withExisting(context, yes));
    this.#children(node, ['else'], withExisting(context, no));
  }

  #children(node: Tree, parts: readonly string[], context: Context): void {
    for (const part of parts)
      for (const child of nodesOf(member(node, part))) this.visit(child, context);
  }

  #path(node: Tree, context: Context): void {
    const steps = nodesOf(node['steps']);
    const [first] = steps;
    if (first?.type === 'variable' && first.value === 'states' && !context.bound.has('states')) {
      const members: NameAt[] = [];
      let isPlain = first['predicate'] === undefined;
      for (const step of steps.slice(1)) {
        if (!isPlain || step.type !== 'name') break;
        members.push(nameOf(step));
        isPlain = step['stages'] === undefined;
      }
      this.states.push({ index: nameOf(first).index, members });
    }
    let inner = context;
    steps.forEach((step, index) => {
      if (index > 0 || first?.value !== 'states' || first.type !== 'variable')
        this.visit(step, inner);
      else this.#visitFiltersOf(step, inner);
      const names = [step['focus'], step['index']].filter((name) => typeof name === 'string');
      inner = { ...withBound(inner, names), isTop: false };
    });
    this.#visitGroup(node, inner);
  }

  #visitFiltersOf(step: Tree, context: Context): void {
    for (const filter of [...nodesOf(step['predicate']), ...nodesOf(step['stages'])]) {
      for (const each of nodesOf(filter['expr'])) this.visit(each, { ...context, isTop: false });
    }
  }

  #visitGroup(node: Tree, context: Context): void {
    for (const group of nodesOf(node['group'])) {
      for (const each of nodesOf(group['lhs'])) this.visit(each, context);
    }
  }

  #call(node: Tree, context: Context, extra: number): void {
    const parts = nodesOf(node['arguments']);
    const [procedure] = nodesOf(node['procedure']);
    let inner = context;
    if (procedure?.type === 'variable' && typeof procedure.value === 'string') {
      const { value } = procedure;
      if (!context.bound.has(value))
        this.calls.push({ ...nameOf(procedure), count: parts.length + extra });
      if (value === 'exists') inner = { ...context, isGuarded: true };
    } else if (procedure) {
      this.visit(procedure, context);
    }
    for (const part of parts) this.visit(part, inner);
  }

  #variable(node: Tree, { bound, isTop, isGuarded, existing }: Context): void {
    const { name, index } = nameOf(node);
    if (name === '') {
      if (isTop) this.topLevel.push({ name: '$', index });
    } else if (name === '$') {
      this.topLevel.push({ name: '$$', index });
    } else if (name === 'states' && !bound.has(name)) {
      this.states.push({ index, members: [] });
    } else if (!bound.has(name) && !jsonataFunctionDocs.has(name)) {
      this.variables.push({ name, index, isGuarded: isGuarded || existing.has(name) });
    }
  }
}

/** Index after the node's first token. */
export function positionOf({ position }: Tree): number | undefined {
  return typeof position === 'number' ? position : undefined;
}

function nameOf(node: Tree): NameAt {
  const name = String(node.value);
  const length = node.type === 'variable' ? name.length + 1 : name.length;
  return { name, index: Math.max(0, (positionOf(node) ?? 0) - length) };
}

/** The variables that exist where a condition holds, and where it does not. */
function testedBy(node: Tree | undefined): {
  readonly yes: readonly string[];
  readonly no: readonly string[];
} {
  if (node?.type === 'variable') return { yes: [String(node.value)], no: [] };
  if (node?.type === 'block') {
    const [only, ...others] = nodesOf(node['expressions']);
    return others.length === 0 ? testedBy(only) : nothingTested;
  }
  if (node?.type === 'binary' && (node.value === 'and' || node.value === 'or')) {
    const parts = partsOf(node).map(testedBy);
    return node.value === 'and'
      ? { yes: parts.flatMap(({ yes }) => yes), no: [] }
      : { yes: [], no: parts.flatMap(({ no }) => no) };
  }
  if (node?.type !== 'function') return nothingTested;
  const [argument] = nodesOf(node['arguments']);
  const name = nodesOf(node['procedure'])[0]?.value;
  if (name === 'not') {
    const { yes, no } = testedBy(argument);
    return { yes: no, no: yes };
  }
  return name === 'exists' && argument?.type === 'variable'
    ? { yes: [String(argument.value)], no: [] }
    : nothingTested;
}

/** What one operator joins: `a and b and c` is read as `(a and b) and c`. */
function partsOf(node: Tree): readonly Tree[] {
  const last: Tree[] = [];
  let first = node;
  while (first.type === 'binary' && first.value === node.value) {
    const [left] = nodesOf(first['lhs']);
    const [right] = nodesOf(first['rhs']);
    if (!left || !right) return [];
    last.push(right);
    first = left;
  }
  return [first, ...last.reverse()];
}

const nothingTested = { yes: [], no: [] } as const;

function withExisting(context: Context, names: readonly string[]): Context {
  if (names.every((name) => context.existing.has(name))) return context;
  return { ...context, existing: new Set([...context.existing, ...names]) };
}

function withBound(context: Context, names: readonly string[]): Context {
  return names.length === 0
    ? context
    : { ...context, bound: new Set([...context.bound, ...names]) };
}

/** Names that `:=` binds in this scope: not those of blocks and functions inside it. */
function bindingsIn(scope: Tree): string[] {
  const names = scope.type === 'bind' ? boundBy(scope) : [];
  const pending: unknown[] = Object.values(scope);
  while (pending.length > 0) {
    const part = pending.pop();
    if (!isTree(part)) continue;
    if (part.type === 'bind') for (const name of boundBy(part)) names.push(name);
    if (part.type !== 'block' && part.type !== 'lambda') {
      for (const inner of Object.values(part)) pending.push(inner);
    }
  }
  return names;
}

function boundBy(node: Tree): string[] {
  return nodesOf(node['lhs']).map(({ value }) => String(value));
}
