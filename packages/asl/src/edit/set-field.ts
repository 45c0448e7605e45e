import type { Json } from '@stepthrough/json';
import type { AslDocument } from '../document.ts';
import { type ArrayNode, type ObjectNode, propertyOf, type SourceNode } from '../source/node.ts';
import { assertOwn, CannotSplice } from './splicer.ts';
import { splicerFor } from './splice.ts';
import type { TextEdit } from './text-edit.ts';

export type FieldPath = readonly (string | number)[];

/** Writes a value at a path inside a state or the machine; missing objects on the way are made. */
export function setField(
  document: AslDocument,
  holder: ObjectNode,
  path: FieldPath,
  value: Json,
): TextEdit[] {
  let node: SourceNode = holder;
  let container: ObjectNode | ArrayNode = holder;
  for (const [depth, step] of path.entries()) {
    if (node.kind === 'object' || node.kind === 'array') {
      assertOwn(node);
      container = node;
    }
    const child = childOf(node, step);
    if (child) {
      node = child;
    } else if (node.kind === 'object' && typeof step === 'string') {
      const property = propertyOf(node, step);
      const member = [step, nest(path, depth + 1, value)] as const;
      if (property) return splicerFor(document, node).replaceMember(document, property, member);
      return splicerFor(document, node).insertMembers(document, node, [member], placeFor(node));
    } else if (node.kind === 'array' && step === node.items.length) {
      return splicerFor(document, node).insertItem(document, node, nest(path, depth + 1, value));
    } else {
      throw nothingAt(path);
    }
  }
  return splicerFor(document, container).replaceValue(document, node, value);
}

export function removeField(
  document: AslDocument,
  holder: ObjectNode,
  path: FieldPath,
): TextEdit[] {
  const parent = containerOf(holder, path.slice(0, -1));
  const last = path.at(-1);
  if (parent?.kind === 'object' && typeof last === 'string') {
    const property = propertyOf(parent, last);
    if (!property) return [];
    return splicerFor(document, parent).remove(document, parent, [property.range]);
  }
  if (parent?.kind === 'array' && typeof last === 'number') {
    const item = parent.items[last];
    if (!item) return [];
    return splicerFor(document, parent).remove(document, parent, [item.range]);
  }
  throw nothingAt(path);
}

/** Lets two items of an array change places: choice rules, retriers and catchers are tried in order. */
export function swapItems(
  document: AslDocument,
  holder: ObjectNode,
  path: FieldPath,
  [first, second]: readonly [number, number],
): TextEdit[] {
  const array = containerOf(holder, path);
  if (array?.kind !== 'array') throw nothingAt(path);
  const [one, other] = [array.items[first], array.items[second]];
  if (!one || !other) throw nothingAt([...path, Math.max(first, second)]);
  return splicerFor(document, array).swapItems(document, one, other);
}

/** The object or array at a path; every one on the way is written where it stands. */
function containerOf(holder: ObjectNode, path: FieldPath): SourceNode | undefined {
  let node: SourceNode | undefined = holder;
  for (const step of [undefined, ...path]) {
    if (step !== undefined) node = childOf(node, step);
    if (!node) return undefined;
    if (node.kind === 'object' || node.kind === 'array') assertOwn(node);
  }
  return node;
}

function nothingAt(path: FieldPath): CannotSplice {
  return new CannotSplice(`There is no «${path.join('.')}» any more; the text has changed.`);
}

function childOf(node: SourceNode, step: string | number): SourceNode | undefined {
  if (node.kind === 'object') return propertyOf(node, String(step))?.value;
  return node.kind === 'array' && typeof step === 'number' ? node.items[step] : undefined;
}

/** A value inside the objects and lists of the rest of a path, which are all new. */
function nest(path: FieldPath, depth: number, value: Json): Json {
  return path.slice(depth).reduceRight<Json>((inner, step) => {
    if (typeof step === 'string') return { [step]: inner };
    // A new list has no item before its first.
    if (step > 0) throw nothingAt(path);
    return [inner];
  }, value);
}

/** Authors end a state with Next or End and a machine with States, so a new field goes before that. */
function placeFor({ properties }: ObjectNode) {
  const last = properties.at(-1);
  const isEnd = last && ['Next', 'End', 'States'].includes(last.key.value);
  return isEnd && properties.length > 1 ? properties.at(-2) : last;
}
