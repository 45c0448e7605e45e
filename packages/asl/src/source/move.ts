import {
  objectNode,
  type PropertyNode,
  type Range,
  type SourceNode,
  type StringNode,
} from './node.ts';

type OffsetsOf = (node: StringNode) => readonly number[];

/**
 * A copy of a node whose ranges, and those of all inside it, are put elsewhere. `offsetsOf` tells where
 * the characters of a string come to stand, when they do not stand as its range says.
 */
export function moved(
  node: SourceNode,
  place: (range: Range) => Range,
  offsetsOf?: OffsetsOf,
): SourceNode {
  const range = place(node.range);
  switch (node.kind) {
    case 'object':
      return objectNode(
        range,
        node.properties.map((property) => movedProperty(property, place, offsetsOf)),
      );
    case 'array':
      return {
        kind: 'array',
        range,
        items: node.items.map((item) => moved(item, place, offsetsOf)),
      };
    case 'string':
      return movedString(node, place, offsetsOf);
    case 'number':
    case 'boolean':
    case 'null':
      return { ...node, range };
    case 'placeholder': {
      const arms = node.arms?.map((arm) => moved(arm, place, offsetsOf));
      return { ...node, range, ...(arms && { arms }) };
    }
  }
}

export function movedProperty(
  { key, value, range }: PropertyNode,
  place: (range: Range) => Range,
  offsetsOf?: OffsetsOf,
): PropertyNode {
  return {
    key: movedString(key, place, offsetsOf),
    value: value && moved(value, place, offsetsOf),
    range: place(range),
  };
}

function movedString(
  node: StringNode,
  place: (range: Range) => Range,
  offsetsOf: OffsetsOf | undefined,
): StringNode {
  const range = place(node.range);
  return offsetsOf ? { ...node, range, offsets: offsetsOf(node) } : { ...node, range };
}
