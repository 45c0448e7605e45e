import { isArray, isObject, type Json, type JsonObject, member } from '@stepthrough/json';
import type { AslDocument } from '../document.ts';
import { parse } from '../parse.ts';
import { type ArrayNode, type ObjectNode, propertyOf, type SourceNode } from '../source/node.ts';
import { CannotSplice } from './splicer.ts';
import { type FieldPath, removeField, setField } from './set-field.ts';
import { applyTextEdits, difference, type TextEdit } from './text-edit.ts';

type Change =
  | { readonly kind: 'set'; readonly path: FieldPath; readonly value: Json }
  | { readonly kind: 'remove'; readonly path: FieldPath };

/**
 * Writes a value at a path by what is different in it: of an object in which one member has become
 * another, only that member is written, and comments and line breaks around it stay.
 */
export function writeValue(
  document: AslDocument,
  holder: ObjectNode,
  /** Finds the holder again in a changed text; not where only a part of the text is read. */
  holderIn: (document: AslDocument) => ObjectNode | undefined,
  path: FieldPath,
  value: Json,
): TextEdit[] {
  const changes = changesTo(nodeAt(holder, path), value, path);
  const [first, second] = changes;
  if (!first) return [];
  if (!second) return applyChange(document, holder, first);
  if (changes.length > maxChanges) return setField(document, holder, path, value);
  // Changes next to each other share commas and lines, so each is made in what the one before left.
  const { syntax, known } = document;
  let { text } = document;
  for (const change of changes) {
    const left = text === document.text ? document : parse(text, syntax, known);
    const there = left === document ? holder : holderIn(left);
    if (!there) return setField(document, holder, path, value);
    text = applyTextEdits(text, applyChange(left, there, change));
  }
  return [difference(document.text, text)];
}

/** Each change reads the text anew; a value that differs in more is written as a whole. */
const maxChanges = 50;

function applyChange(document: AslDocument, holder: ObjectNode, change: Change): TextEdit[] {
  return change.kind === 'set'
    ? setField(document, holder, change.path, change.value)
    : removeField(document, holder, change.path);
}

/** In an order in which an object is never without members on the way. */
function changesTo(node: SourceNode | undefined, value: Json, path: FieldPath): readonly Change[] {
  if (node?.kind === 'object' && isObject(value)) return changesToObject(node, value, path);
  if (node?.kind === 'array' && isArray(value)) return changesToArray(node, value, path);
  return node && isScalar(node, value) ? [] : [{ kind: 'set', path, value }];
}

/** Items added at the end or taken out anywhere leave the others alone. */
function changesToArray(
  node: ArrayNode,
  value: readonly Json[],
  path: FieldPath,
): readonly Change[] {
  const { items } = node;
  const isSame = (item: SourceNode | undefined, other: Json | undefined): boolean =>
    item !== undefined && other !== undefined && isEqual(item, other);
  let same = 0;
  while (same < items.length && isSame(items[same], value[same])) same += 1;
  if (same === items.length) {
    return value.slice(same).map((item, index) => {
      return { kind: 'set', path: [...path, same + index], value: item } as const;
    });
  }
  const fewer = items.length - value.length;
  if (fewer > 0) {
    const rest = items.slice(same + fewer);
    const isRest = rest.every((item, index) => isSame(item, value[same + index]));
    const gone = Array.from({ length: fewer }, (_item, index) => same + fewer - 1 - index);
    if (isRest) return gone.map((index) => ({ kind: 'remove', path: [...path, index] }) as const);
  }
  if (fewer !== 0) return [{ kind: 'set', path, value }];
  return value.flatMap((item, index) => changesTo(items[index], item, [...path, index]));
}

function changesToObject(node: ObjectNode, value: JsonObject, path: FieldPath): readonly Change[] {
  const names = node.properties.map(({ key }) => key.value);
  const members = new Map(node.properties.map((property) => [property.key.value, property.value]));
  if (members.size < names.length) {
    throw new CannotSplice('A name stands twice in this object; remove one of them in the text.');
  }
  const written = Object.entries(value).flatMap(([name, inner]) =>
    changesTo(members.get(name), inner, [...path, name]),
  );
  const gone = names.filter((name) => !Object.hasOwn(value, name));
  return [...written, ...gone.map((name) => ({ kind: 'remove', path: [...path, name] }) as const)];
}

/** Whether a node is written as a value already, which no change would then touch. */
function isEqual(node: SourceNode, value: Json): boolean {
  if (node.kind === 'array') {
    return (
      isArray(value) &&
      node.items.length === value.length &&
      node.items.every((item, index) => isEqual(item, value[index] ?? null))
    );
  }
  if (node.kind !== 'object') return isScalar(node, value);
  if (!isObject(value)) return false;
  const { properties } = node;
  return (
    properties.length === Object.keys(value).length &&
    new Set(properties.map(({ key }) => key.value)).size === properties.length &&
    properties.every(({ key, value: inner }) => {
      if (!inner || !Object.hasOwn(value, key.value)) return false;
      return isEqual(inner, member(value, key.value) ?? null);
    })
  );
}

function isScalar(node: SourceNode, value: Json): boolean {
  if (node.kind === 'placeholder') return value === `\${${node.name}}`;
  if (node.kind === 'null') return value === null;
  return node.kind !== 'object' && node.kind !== 'array' && node.value === value;
}

function nodeAt(holder: ObjectNode, path: FieldPath): SourceNode | undefined {
  let node: SourceNode | undefined = holder;
  for (const step of path) {
    if (node?.kind === 'object') node = propertyOf(node, String(step))?.value;
    else if (node?.kind === 'array' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}
