/** The library's tree of an expression, which it evaluates as it stands. */
import type { Expression } from 'jsonata';

export type Tree = { [member: string]: unknown };

export function treeOf(expression: Expression): Tree {
  return expression.ast() as unknown as Tree;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether the library may write into the data that an expression reads: it puts an element into an
 * empty array of which it makes an object (`list.{…}`, `list{…}`), and a mark on an array that a
 * path with `[]` gives.
 */
export function writesIntoData(tree: Tree, isInStep = false): boolean {
  if (tree['keepSingletonArray'] === true || tree['group'] !== undefined) return true;
  if (isInStep && tree['type'] === 'unary' && tree['value'] === '{') return true;
  return Object.entries(tree).some(([member, child]) => {
    if (!isTree(child)) return false;
    const isStep = isInStep || ['steps', 'stages', 'predicate', 'expr'].includes(member);
    return writesIntoData(child, isStep);
  });
}
