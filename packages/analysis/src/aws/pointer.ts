import type { Range, SourceNode } from '@stepthrough/asl';

/** The place of a range in a document as AWS writes it: `/States/A/Choices[0]/Next`, or `/` for the root. */
export function pointerTo(root: SourceNode, range: Range): string {
  let node: SourceNode | undefined = root;
  let pointer = '';
  while (node && !(node.range.start === range.start && node.range.end === range.end)) {
    const step: Step | undefined = stepTowards(node, range);
    if (!step) break;
    pointer += step.name;
    node = step.value;
  }
  return pointer === '' ? '/' : pointer;
}

interface Step {
  readonly name: string;
  readonly value: SourceNode | undefined;
}

function stepTowards(node: SourceNode, range: Range): Step | undefined {
  if (node.kind === 'array') {
    const index = holderOf(node.items, range);
    return index === undefined ? undefined : { name: `[${index}]`, value: node.items[index] };
  }
  if (node.kind !== 'object') return undefined;
  const property = node.properties[holderOf(node.properties, range) ?? -1];
  return property && { name: `/${property.key.value}`, value: property.value };
}

/** Which of the parts, which JSON has in the order of their places, holds a range. */
function holderOf(parts: readonly { readonly range: Range }[], range: Range): number | undefined {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.range.start ?? 0) <= range.start) low = middle;
    else high = middle - 1;
  }
  const part = parts[low];
  return part && holds(part.range, range) ? low : undefined;
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
