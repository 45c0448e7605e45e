/** ExclusiveStartKey: after which item a Query or a Scan goes on. The item need not exist. */
import { member, type JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { only } from '../expressions/projection.ts';
import { keyProblem } from '../tables/key-checks.ts';
import { isBefore, placeIn, placeInIndex } from '../tables/places.ts';
import { attributesOf, namesOf, type Index, type Table } from '../tables/table.ts';
import { invalid, typeOf, type Item } from '../values/attribute-value.ts';
import { readItem } from '../values/read-value.ts';
import type { Surface } from '../values/surface.ts';
import type { Range } from './key-condition.ts';

const wrong = 'The provided starting key is invalid';

/** The key that a request gives, or why its values are none. */
export function readStart(given: JsonObject, surface: Surface): Item | Refusal {
  const start = readItem(given, surface);
  return isRefusal(start) && start.error.code === 'ValidationException'
    ? invalid(`${wrong}: ${start.error.message}`)
    : start;
}

/** @returns the place of the key, or why it is none of this table and index */
export function startPlace(
  table: Table,
  index: Index | undefined,
  start: Item,
): readonly string[] | Refusal {
  const names = new Set([...namesOf(table.key), ...(index ? namesOf(index.key) : [])]);
  const mismatch = `${wrong}: The provided key element does not match the schema`;
  if (Object.keys(start).length !== names.size) return invalid(index ? wrong : mismatch);
  for (const { name, type } of index ? attributesOf(index.key) : []) {
    const value = member(start, name);
    if (!value) return invalid(wrong);
    if (type !== undefined && typeOf(value) !== type) return invalid(mismatch);
  }
  const problem = keyProblem(table, only(start, namesOf(table.key)));
  if (problem) return invalid(`${wrong}: ${problem.error.message}`);
  const place = index ? placeInIndex(table, index, start) : placeIn(table.key, start);
  return place ?? invalid(wrong);
}

/** Why a query with this range cannot go on after a place. */
export function outsideProblem(range: Range, place: readonly string[]): Refusal | undefined {
  if (!isBefore(place, range.from) && isBefore(place, range.to)) return undefined;
  return range.from.length > 1 && range.from[0] === place[0]
    ? invalid('The provided starting key does not match the range key predicate')
    : invalid('The provided starting key is outside query boundaries based on provided conditions');
}
