/** An item of a list as it was drawn last. */
export interface KeyedItem {
  readonly key: number;
  /** What the item holds, as text. */
  readonly content: string;
}

/**
 * The items of a list after a change of the text, each under the key of the item that it was: what is
 * typed into an item stays with it when others come, go or change places. An item that is found again
 * is the same; of those that are left, as many as before are taken for changed in place.
 */
export function keyedItems(
  before: readonly KeyedItem[],
  contents: readonly string[],
): readonly KeyedItem[] {
  const known = new Map<string, KeyedItem[]>();
  for (const item of [...before].reverse()) {
    const same = known.get(item.content);
    if (same) same.push(item);
    else known.set(item.content, [item]);
  }
  const found = contents.map((content) => known.get(content)?.pop());
  const left = new Set([...known.values()].flat());
  const missing = found.filter((item) => item === undefined).length;
  const changed = missing === left.size ? before.filter((item) => left.has(item)) : [];
  let fresh = before.reduce((most, { key }) => Math.max(most, key + 1), 0);
  let next = 0;
  return contents.map((content, index) => {
    const item = found[index] ?? changed[next++];
    return { content, key: item?.key ?? fresh++ };
  });
}
