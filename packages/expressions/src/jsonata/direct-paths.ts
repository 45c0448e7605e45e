/**
 * Paths like `$states.input.order.id`, walked without the library. It makes a promise and two lists
 * for each step of a path, which is most of what usual expressions cost. A walk goes only from
 * object to object; where it meets an array, or finds nothing, the library evaluates the expression
 * as it was written.
 */
import { isObject, type Json, member } from '@stepthrough/json';
import { type Expression, parseExpression } from './syntax.ts';
import { isTree, type Tree, treeOf } from './tree.ts';

export interface Direct {
  /** The expression with a variable in place of each of these paths; `undefined` when it is one of them. */
  readonly expression: Expression | undefined;
  readonly paths: readonly DirectPath[];
}

interface DirectPath {
  /** The variable that stands in its place; no expression can write such a name. */
  readonly name: string;
  readonly variable: string;
  readonly members: readonly string[];
}

/** What could give a name another value inside the expression than outside, or counts evaluations. */
const changesNames = /:=|function|λ|@|#|~>|%/;

/** A tree this deep is far from the library's limit, so that leaving out steps changes no verdict. */
const maxTreeDepth = 40;

/** `undefined` for an expression without such paths. */
export function directPathsOf(text: string): Direct | undefined {
  if (changesNames.test(text)) return undefined;
  const expression = parseExpression(text);
  const tree = treeOf(expression);
  if (isDeep(tree, maxTreeDepth)) return undefined;
  const paths: DirectPath[] = [];
  replaceIn(tree, paths);
  const [first] = paths;
  if (!first) return undefined;
  return { expression: tree.value === first.name ? undefined : expression, paths };
}

/** The value of a path; `undefined` when it is not for us to say. */
export function walkDirectly(
  { variable, members }: DirectPath,
  bindings: { readonly [name: string]: unknown },
): Json | undefined {
  let value = member(bindings, variable) as Json | undefined;
  for (const name of members) {
    if (!isObject(value)) return undefined;
    value = member(value, name);
  }
  return value;
}

function isDeep(tree: Tree, room: number): boolean {
  if (room === 0) return true;
  return Object.values(tree).some((child) => isTree(child) && isDeep(child, room - 1));
}

function replaceIn(tree: Tree, paths: DirectPath[]): void {
  const found = readPath(tree, paths.length);
  if (found) {
    paths.push(found);
    delete tree['steps'];
    Object.assign(tree, { type: 'variable', value: found.name });
    return;
  }
  for (const [member, child] of Object.entries(tree)) {
    // What is called is looked at by its form.
    if (isTree(child) && member !== 'procedure') replaceIn(child, paths);
  }
}

function readPath(tree: Tree, index: number): DirectPath | undefined {
  const { type, steps, ...rest } = tree;
  if (type !== 'path' || !Array.isArray(steps) || Object.keys(rest).length > 0) return undefined;
  const [first, ...others] = (steps as readonly Tree[]).map((step, at) =>
    readStep(step, at === 0 ? 'variable' : 'name'),
  );
  const members = others.filter((name) => name !== undefined);
  if (first === undefined || first === '' || first === '$') return undefined;
  if (members.length < others.length || members.length === 0) return undefined;
  return { name: `\u0000path${index}`, variable: first, members };
}

/** The name in a step that is nothing but a name. */
function readStep({ type, value, position, ...rest }: Tree, wanted: string): string | undefined {
  if (type !== wanted || typeof value !== 'string' || typeof position !== 'number')
    return undefined;
  return Object.keys(rest).length === 0 ? value : undefined;
}
