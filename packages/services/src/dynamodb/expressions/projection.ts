/** Projections: which parts of an item are shown. */
import { member, setMember } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import type { Surface } from '../values/surface.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { clashProblem, partOf, type Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { Problems } from './problems.ts';
import { readPath } from './read-path.ts';
import { SyntaxProblem, textProblem, Words } from './words.ts';

export function readProjection(
  text: string,
  placeholders: Placeholders,
  surface: Surface,
): readonly Path[] | Refusal {
  const wrong = (message: string): Refusal =>
    surface.refuse(`Invalid ProjectionExpression: ${message}`);
  const problem = textProblem(text, false);
  if (problem !== undefined) return wrong(problem);
  const problems = new Problems(['reserved', 'name', 'overlap', 'conflict']);
  const words = new Words(text);
  const paths: Path[] = [];
  try {
    do paths.push(readPath(words, placeholders, (rank, message) => problems.add(rank, message)));
    while (words.take(','));
    if (!words.isAtEnd) words.fail();
  } catch (error) {
    if (error instanceof SyntaxProblem) return wrong(error.message);
    throw error;
  }
  const clash = problems.first === undefined ? clashProblem(paths) : undefined;
  if (clash) problems.add(clash.kind, clash.message);
  return problems.first === undefined ? paths : wrong(problems.first);
}

/** The parts of an item at these paths; elements of lists close up. */
export function projected(item: Item, paths: readonly Path[] | undefined): Item {
  if (!paths) return item;
  const shown = shownOf({ M: item }, treeOf(paths));
  return shown && 'M' in shown ? shown.M : {};
}

/** The parts that are shown of a value; all of it where nothing follows. */
type Tree = ReadonlyMap<string | number, Tree>;

function treeOf(paths: readonly (readonly (string | number)[])[]): Tree {
  const tree = new Map<string | number, (readonly (string | number)[])[]>();
  for (const [part, ...rest] of paths) {
    if (part !== undefined) tree.set(part, [...(tree.get(part) ?? []), rest]);
  }
  return new Map(
    Array.from(tree, ([part, rests]) => [
      part,
      rests.some((rest) => rest.length === 0) ? new Map() : treeOf(rests),
    ]),
  );
}

function shownOf(value: AttributeValue, tree: Tree): AttributeValue | undefined {
  if (tree.size === 0) return value;
  const item: { [name: string]: AttributeValue } = {};
  const elements: (readonly [number, AttributeValue])[] = [];
  for (const [part, inner] of tree) {
    const found = partOf(value, part);
    const shown = found && shownOf(found, inner);
    if (!shown) continue;
    if (typeof part === 'number') elements.push([part, shown]);
    else setMember(item, part, shown);
  }
  if (elements.length > 0) {
    return { L: elements.sort(([a], [b]) => a - b).map(([, shown]) => shown) };
  }
  return Object.keys(item).length > 0 ? { M: item } : undefined;
}

/** The attributes at the top of these names that an item has. */
export function only(item: Item, names: Iterable<string>): Item {
  const shown: { [name: string]: AttributeValue } = {};
  for (const name of names) {
    const value = member(item, name);
    if (value !== undefined) setMember(shown, name, value);
  }
  return shown;
}
