import { type ObjectNode, type State, valueOf } from '@stepthrough/asl';
import type { PartName } from '@stepthrough/catalog';

export interface Part {
  readonly node: ObjectNode;
  readonly kind: PartName;
  /** In words, for messages. */
  readonly label: string;
}

export interface NestedRule {
  readonly node: ObjectNode;
  readonly nested: boolean;
}

/** The objects inside a state whose fields are fixed: retriers, catchers, reader, batcher, writer. */
export function partsOf(state: State): readonly Part[] {
  const parts: Part[] = [];
  if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') {
    for (const { node } of state.retry) parts.push({ node, kind: 'retrier', label: 'a retrier' });
    for (const { node } of state.catch) parts.push({ node, kind: 'catcher', label: 'a catcher' });
  }
  if (state.type !== 'Map') return parts;
  const add = (
    node: ObjectNode | undefined,
    name: string,
    kind: Part['kind'],
  ): ObjectNode | undefined => {
    const part = node && valueOf(node, name);
    if (part?.kind !== 'object') return undefined;
    parts.push({ node: part, kind, label: name });
    return part;
  };
  const reader = add(state.node, 'ItemReader', 'itemReader');
  add(reader, 'ReaderConfig', 'readerConfig');
  add(state.node, 'ItemBatcher', 'itemBatcher');
  const writer = add(state.node, 'ResultWriter', 'resultWriter');
  add(writer, 'WriterConfig', 'writerConfig');
  return parts;
}

/** Every Choice rule of a state, the nested ones of And, Or and Not after their own. */
export function choiceRulesOf(state: State): readonly NestedRule[] {
  if (state.type !== 'Choice') return [];
  return state.choices.flatMap(({ node }) => [...withNested(node, false)]);
}

function* withNested(node: ObjectNode, nested: boolean): Generator<NestedRule> {
  yield { node, nested };
  for (const name of ['And', 'Or', 'Not']) {
    const value = valueOf(node, name);
    const inner = value?.kind === 'array' ? value.items : [value];
    for (const each of inner) if (each?.kind === 'object') yield* withNested(each, true);
  }
}
