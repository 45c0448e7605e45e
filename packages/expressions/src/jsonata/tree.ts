/** The library's tree of an expression, which it evaluates as it stands. */
import type { Expression } from 'jsonata';

/**
 * A node of the tree, or a list of nodes. The library declares some of its members, and leaves out
 * others that matter: what one holds is looked at before it is used.
 */
export interface Tree {
  type?: unknown;
  value?: unknown;
  /** Index after the node's first token. */
  position?: unknown;
  [member: string]: unknown;
}

export function treeOf(expression: Expression): Tree {
  const tree: unknown = expression.ast();
  if (!isTree(tree)) throw new TypeError('The library gave no tree of an expression.');
  return tree;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/** The nodes of a member, which may be absent, one node, a list, or a list of pairs. */
export function nodesOf(part: unknown): readonly Tree[] {
  if (Array.isArray(part)) return part.flatMap(nodesOf);
  return isTree(part) ? [part] : [];
}

/**
 * Whether the library may write into the data that an expression reads: it puts an element into an
 * empty array of which it makes an object (`list.{…}`, `list{…}`), and a mark on an array that a
 * path with `[]` gives.
 */
export function writesIntoData(tree: Tree, isInStep = false): boolean {
  if (tree['keepSingletonArray'] === true || tree['group'] !== undefined) return true;
  if (isInStep && tree.type === 'unary' && tree.value === '{') return true;
  return Object.entries(tree).some(([member, child]) => {
    if (!isTree(child)) return false;
    const isStep = isInStep || ['steps', 'stages', 'predicate', 'expr'].includes(member);
    return writesIntoData(child, isStep);
  });
}
