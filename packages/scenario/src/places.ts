import type { SourceNode } from '@stepthrough/asl';
import type { Place } from './model.ts';

/** Lines and columns of a text's offsets. */
export function linesOf(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Deeper than this nothing is named in messages. */
const depthLimit = 7;

/** Where the members and items of a tree stand, by JSON pointer; a member where its key stands. */
export function placesIn(
  root: SourceNode,
  placeOf: (offset: number) => Place,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const walk = (node: SourceNode, pointer: string, depth: number): void => {
    if (depth > depthLimit) return;
    if (node.kind === 'object') {
      for (const { key, value } of node.properties) {
        const inner = `${pointer}/${key.value}`;
        places.set(inner, placeOf(key.range.start));
        if (value) walk(value, inner, depth + 1);
      }
    }
    if (node.kind === 'array') {
      node.items.forEach((item, index) => {
        const inner = `${pointer}/${index}`;
        places.set(inner, placeOf(item.range.start));
        walk(item, inner, depth + 1);
      });
    }
  };
  walk(root, '', 0);
  return places;
}
