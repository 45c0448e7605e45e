/** Ways through a scenario's text, for checks that name places in it. */
import { valueOf, type Range, type SourceNode } from '@stepthrough/asl';

export type ObjectNode = Extract<SourceNode, { kind: 'object' }>;

export interface Problem {
  readonly message: string;
  readonly range: Range;
}

export function objectIn(node: ObjectNode | undefined, name: string): ObjectNode | undefined {
  const value = node && valueOf(node, name);
  return value?.kind === 'object' ? value : undefined;
}

/** Whatever begins something: starts, and events in time. */
export function beginningsOf(root: ObjectNode): readonly ObjectNode[] {
  const starts = objectIn(root, 'starts')?.properties.map(({ value }) => value) ?? [];
  const events = valueOf(root, 'events');
  const timed = events?.kind === 'array' ? events.items : [];
  return [...starts, ...timed].flatMap((node) => (node?.kind === 'object' ? [node] : []));
}

/** Names for a message: the first ones, since every problem of a file may tell them. */
export function listed(names: Iterable<string>): string {
  const shown: string[] = [];
  for (const name of names) {
    if (shown.length === mostNames) return `${shown.join(', ')}, …`;
    shown.push(name);
  }
  return shown.join(', ') || 'none';
}

const mostNames = 20;
