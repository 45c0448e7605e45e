export { append, itemsOf } from './append-list.ts';
export type { AppendList } from './append-list.ts';
export {
  entries,
  entriesBefore,
  entriesFrom,
  first,
  get,
  remove,
  set,
  size,
  values,
} from './sorted-map.ts';
export type { SortedMap } from './sorted-map.ts';
export { changesBetween } from './changes.ts';
