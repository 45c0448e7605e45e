import type { PropertyNode, Range, SourceNode } from './node.ts';

/** A copy of a node whose ranges, and those of all inside it, are put elsewhere. */
export function moved(node: SourceNode, place: (range: Range) => Range): SourceNode {
  const range = place(node.range);
  switch (node.kind) {
    case 'object':
      return {
        kind: 'object',
        range,
        properties: node.properties.map((property) => movedProperty(property, place)),
      };
    case 'array':
      return { kind: 'array', range, items: node.items.map((item) => moved(item, place)) };
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'placeholder':
      return { ...node, range };
  }
}

export function movedProperty(
  { key, value, range }: PropertyNode,
  place: (range: Range) => Range,
): PropertyNode {
  return {
    key: { ...key, range: place(key.range) },
    value: value && moved(value, place),
    range: place(range),
  };
}
