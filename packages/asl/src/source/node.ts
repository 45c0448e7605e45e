/**
 * The one node tree that JSON and YAML text both become. Every node knows where it stands in the
 * original text, so that rules, edits and breakpoints never ask which syntax the author chose.
 */

import type { Json } from '@stepthrough/json';

/** UTF-16 offsets into the text of the document; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type SourceNode =
  ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode | PlaceholderNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly range: Range;
  /** In the order of the text; a key that appears twice appears twice here. */
  readonly properties: readonly PropertyNode[];
  /** By name, of an object with many of them; the last one of a repeated name. */
  readonly index: ReadonlyMap<string, PropertyNode> | undefined;
}

export interface PropertyNode {
  readonly key: StringNode;
  /** Absent while the author has typed only the key. */
  readonly value: SourceNode | undefined;
  /** From the start of the key to the end of the value. */
  readonly range: Range;
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly range: Range;
  readonly items: readonly SourceNode[];
}

export interface StringNode {
  readonly kind: 'string';
  /** Includes the quotes, or the whole block of a YAML block scalar. */
  readonly range: Range;
  readonly value: string;
  /** Where each character of the value is written, and the place after it, in a string inside a string. */
  readonly offsets?: readonly number[];
}

interface NumberNode {
  readonly kind: 'number';
  readonly range: Range;
  readonly value: number;
}

interface BooleanNode {
  readonly kind: 'boolean';
  readonly range: Range;
  readonly value: boolean;
}

interface NullNode {
  readonly kind: 'null';
  readonly range: Range;
}

/** An unquoted `${Substitution}` where a value is expected: filled in at deployment, not an error. */
export interface PlaceholderNode {
  readonly kind: 'placeholder';
  readonly range: Range;
  /** The text between `${` and `}`. */
  readonly name: string;
  /** What a deployment chooses from, where the tag `!If` says it. */
  readonly arms?: readonly SourceNode[] | undefined;
}

/** The value that an object node has under `name`; the last one when the key is repeated, as JSON parsers do. */
export function valueOf(node: ObjectNode, name: string): SourceNode | undefined {
  return propertyOf(node, name)?.value;
}

export function propertyOf(node: ObjectNode, name: string): PropertyNode | undefined {
  const { properties, index: known } = node;
  if (known) return known.get(name);
  // Asked some hundred times for each state: a plain loop.
  for (let index = properties.length - 1; index >= 0; index -= 1) {
    const property = properties[index];
    if (property?.key.value === name) return property;
  }
  return undefined;
}

/** Members that are looked through; of more, the names are kept beside them. */
const few = 32;

/** The node of an object; what makes one calls this. */
export function objectNode(range: Range, properties: readonly PropertyNode[]): ObjectNode {
  const index =
    properties.length > few
      ? new Map(properties.map((property) => [property.key.value, property]))
      : undefined;
  return { kind: 'object', range, properties, index };
}

/** The plain data of a node. A bare placeholder becomes the string `${name}`. */
export function toJson(node: SourceNode): Json {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        node.properties.map(({ key, value }) => [key.value, value ? toJson(value) : null]),
      );
    case 'array':
      return node.items.map(toJson);
    case 'null':
      return null;
    case 'placeholder':
      return `\${${node.name}}`;
    case 'string':
    case 'number':
    case 'boolean':
      return node.value;
  }
}

/** Whether an object's fields are not all known, because deployment adds some (`Fn::If`, `<<`, …). */
export function hasOpenKeys(node: ObjectNode): boolean {
  return node.properties.some(
    ({ key }) => key.value.startsWith('Fn::') || key.value === '<<' || hasPlaceholder(key.value),
  );
}

/** Whether a text holds a `${Substitution}` that a deployment tool fills in. */
export function hasPlaceholder(text: string): boolean {
  const start = text.indexOf('${');
  return start >= 0 && text.includes('}', start);
}
