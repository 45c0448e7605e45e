import { propertyOf, type State } from '@stepthrough/asl';
import type { ItemField } from '../editing.ts';

/** The items of the model, each with its number among them and its index in the list as it is written. */
export function writtenItems<T>(
  state: State,
  field: ItemField,
  items: readonly T[],
): readonly { readonly item: T; readonly number: number; readonly index: number }[] {
  const indexes = writtenIndexes(state, field);
  return items.map((item, number) => ({ item, number, index: indexes[number] ?? number }));
}

/**
 * The indexes, in a list as it is written, of the items that the model of a state holds: it leaves out
 * what is no object, e.g. an item that is still being typed.
 */
function writtenIndexes({ node }: State, field: ItemField): readonly number[] {
  const list = propertyOf(node, field)?.value;
  if (list?.kind !== 'array') return [];
  return list.items.flatMap(({ kind }, index) => (kind === 'object' ? [index] : []));
}
