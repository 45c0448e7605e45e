/**
 * Whether an expression is sure to take little time and room, whatever the data: what it makes is
 * no larger than the data for each part of its text, and it goes through the data once for each.
 * Such expressions are evaluated where the run is; others where they can be stopped.
 */
import { member } from '@stepthrough/json';
import { isTree, type Tree } from './tree.ts';

/** Parts of an expression that are looked at; one with more is not called brief. */
const maxParts = 200;

/** Functions whose time and result grow with their arguments alone, however they are given. */
const linearFunctions: ReadonlySet<string> = new Set([
  ...['sum', 'count', 'max', 'min', 'average', 'string', 'substring', 'substringBefore'],
  ...['substringAfter', 'lowercase', 'uppercase', 'length', 'trim', 'contains', 'split', 'number'],
  ...['floor', 'ceil', 'round', 'abs', 'sqrt', 'power', 'boolean', 'not', 'keys', 'lookup'],
  ...['append', 'exists', 'spread', 'merge', 'reverse', 'type', 'base64encode', 'base64decode'],
  ...['encodeUrlComponent', 'decodeUrlComponent', 'encodeUrl', 'decodeUrl', 'random', 'uuid'],
  ...['hash', 'parse', 'partition', 'millis', 'shuffle'],
]);

/** Functions that are linear with so many arguments, because a further one says how to write. */
const linearWithout: ReadonlyMap<string, number> = new Map([
  ['now', 0],
  ['join', 1],
  ['fromMillis', 1],
  ['toMillis', 1],
]);

const operators: ReadonlySet<unknown> = new Set([
  ...['+', '-', '*', '/', '%', '&', '=', '!=', '<', '<=', '>', '>=', 'and', 'or'],
]);

export function isBrief(tree: Tree): boolean {
  return countParts(tree, maxParts) >= 0 && isLinear(tree);
}

/** What is left of `room` parts; negative when there are more. */
function countParts(tree: Tree, room: number): number {
  let left = room - 1;
  for (const child of Object.values(tree)) {
    if (left < 0) return left;
    if (isTree(child)) left = countParts(child, left);
  }
  return left;
}

/** A part that is evaluated once. */
function isLinear(tree: Tree): boolean {
  const { type, value } = tree;
  if (!hasUsualForm(tree)) return false;
  switch (type) {
    case 'string':
    case 'number':
    case 'value':
    case 'name':
    case 'variable':
      return true;
    case 'path':
      return isPath(tree, isLinear);
    case 'binary':
      return (
        operators.has(value) && childIn(tree, 'lhs', isLinear) && childIn(tree, 'rhs', isLinear)
      );
    case 'unary':
      return isConstructor(tree, isLinear);
    case 'condition':
      return ['condition', 'then', 'else'].every(
        (part) => member(tree, part) === undefined || childIn(tree, part, isLinear),
      );
    case 'block':
      return childrenIn(tree, 'expressions').every(isLinear);
    case 'function':
      return isLinearCall(tree);
    default:
      return false;
  }
}

/** A part that is evaluated for each item of the data: nothing in it may go through much itself. */
function isCheap(tree: Tree): boolean {
  const { type, value } = tree;
  if (!hasUsualForm(tree)) return false;
  switch (type) {
    case 'string':
    case 'number':
    case 'value':
    case 'name':
      return true;
    // `$` is the item. Other variables may be as large as the data.
    case 'variable':
      return value === '';
    case 'path':
      return isPath(tree, isCheap);
    case 'binary':
      if (!operators.has(value) || value === '&') return false;
      return isComparison(value)
        ? isCompared(tree)
        : childIn(tree, 'lhs', isCheap) && childIn(tree, 'rhs', isCheap);
    case 'block':
      return childrenIn(tree, 'expressions').every(isCheap);
    case 'unary':
      return isConstructor(tree, isCheap);
    default:
      return false;
  }
}

function isComparison(operator: unknown): boolean {
  return ['=', '!=', '<', '<=', '>', '>='].includes(String(operator));
}

/** Comparing goes through the smaller side, so that one of them has to be the item's. */
function isCompared(tree: Tree): boolean {
  const [left, right] = [childIn(tree, 'lhs', isCheap), childIn(tree, 'rhs', isCheap)];
  return (
    (left || childIn(tree, 'lhs', isRead)) &&
    (right || childIn(tree, 'rhs', isRead)) &&
    (left || right)
  );
}

/** A member of a variable, such as `$states.input.limit`: names of objects, which are found at once. */
function isRead(tree: Tree): boolean {
  if (tree['type'] === 'variable') return tree['predicate'] === undefined && hasUsualForm(tree);
  if (tree['type'] !== 'path' || !hasUsualForm(tree)) return false;
  return childrenIn(tree, 'steps').every(
    (step) =>
      hasUsualForm(step) &&
      step['stages'] === undefined &&
      ['variable', 'name'].includes(String(step['type'])),
  );
}

/** Steps after the first are names, filters, and what is cheap for each item. */
function isPath(tree: Tree, isFirst: (tree: Tree) => boolean): boolean {
  return childrenIn(tree, 'steps').every((step, index) => {
    const isStep = index === 0 ? isFirst(step) : isCheap(step);
    return isStep && childrenIn(step, 'stages').every(isCheapFilter);
  });
}

function isCheapFilter(tree: Tree): boolean {
  return tree['type'] === 'filter' && childIn(tree, 'expr', isCheap);
}

/** `-x`, `[…]` and `{…}`. */
function isConstructor(tree: Tree, isPart: (tree: Tree) => boolean): boolean {
  if (tree['value'] === '-') return childIn(tree, 'expression', isPart);
  if (tree['value'] === '[') return childrenIn(tree, 'expressions').every(isPart);
  if (tree['value'] !== '{') return false;
  return childrenIn(tree, 'lhs').every((pair) =>
    Object.values(pair).every((part) => isTree(part) && isPart(part)),
  );
}

function isLinearCall(tree: Tree): boolean {
  const procedure = tree['procedure'];
  if (!isTree(procedure) || procedure['type'] !== 'variable') return false;
  const name = String(procedure['value']);
  const given = childrenIn(tree, 'arguments');
  const most = linearFunctions.has(name) ? Infinity : linearWithout.get(name);
  return most !== undefined && given.length <= most && given.every(isLinear);
}

/** Without groups, sorting, and variables bound on the way. */
function hasUsualForm(tree: Tree): boolean {
  const { group, focus, index, ancestor, tuple, predicate = [] } = tree;
  if ([group, focus, index, ancestor, tuple].some((mark) => mark !== undefined)) return false;
  return (predicate as readonly Tree[]).every(isCheapFilter);
}

function childIn(tree: Tree, part: string, test: (tree: Tree) => boolean): boolean {
  const child = member(tree, part);
  return isTree(child) && test(child);
}

function childrenIn(tree: Tree, part: string): readonly Tree[] {
  const children = member(tree, part) ?? [];
  return Array.isArray(children) ? children.filter(isTree) : [];
}
