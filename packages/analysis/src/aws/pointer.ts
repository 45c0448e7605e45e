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
    const index = node.items.findIndex((item) => holds(item.range, range));
    return index < 0 ? undefined : { name: `[${index}]`, value: node.items[index] };
  }
  if (node.kind !== 'object') return undefined;
  const property = node.properties.find((each) => holds(each.range, range));
  return property && { name: `/${property.key.value}`, value: property.value };
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
