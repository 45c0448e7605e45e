/** A persistent list that only grows: adding is constant, every older version stays valid. */
export interface AppendList<T> {
  readonly length: number;
  readonly last: T;
  readonly before: AppendList<T> | undefined;
}

export function append<T>(list: AppendList<T> | undefined, item: T): AppendList<T> {
  return { length: (list?.length ?? 0) + 1, last: item, before: list };
}

/** The items from index `from` on, oldest first. */
export function itemsOf<T>(list: AppendList<T> | undefined, from = 0): T[] {
  const items: T[] = [];
  for (let rest = list; rest && rest.length > from; rest = rest.before) items.push(rest.last);
  return items.reverse();
}
