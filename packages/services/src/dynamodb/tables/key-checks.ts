/** Whether items and keys fit the key schema of their table. */
import { member, utf8Size } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import {
  bytesOf,
  invalid,
  typeOf,
  type AttributeValue,
  type Item,
} from '../values/attribute-value.ts';
import { isKeyType } from './items.ts';
import {
  attributesOf,
  namesOf,
  type Index,
  type Key,
  type KeyAttribute,
  type Table,
} from './table.ts';

/** Bytes of a partition key and of a sort key. */
const longestPartition = 2048;
const longestSort = 1024;

const wrong = 'One or more parameter values were invalid: ';

const mismatch = invalid('The provided key element does not match the schema');

/** Why a key cannot be one of this table. */
export function keyProblem({ key }: Table, given: Item): Refusal | undefined {
  const attributes = attributesOf(key);
  if (Object.keys(given).length !== attributes.length) return mismatch;
  for (const [at, attribute] of attributes.entries()) {
    const value = member(given, attribute.name);
    if (!value || !isOfType(value, attribute)) return mismatch;
    const problem = emptyProblem(attribute.name, value) ?? sizeProblem(value, at === 0);
    if (problem) return problem;
  }
  return undefined;
}

/** Why an item cannot be put into this table. */
export function itemProblem(table: Table, item: Item): Refusal | undefined {
  for (const [at, attribute] of attributesOf(table.key).entries()) {
    const { name } = attribute;
    const value = member(item, name);
    if (!value) return invalid(`${wrong}Missing the key ${name} in the item`);
    if (!isOfType(value, attribute)) {
      const expected = attribute.type ?? '{S,N,B}';
      return invalid(
        `${wrong}Type mismatch for key ${name} expected: ${expected} actual: ${typeOf(value)}`,
      );
    }
    const problem = emptyProblem(name, value) ?? sizeProblem(value, at === 0);
    if (problem) return problem;
  }
  return indexProblem(table, item, (name, value, index) =>
    isOfType(value, name)
      ? undefined
      : `${wrong}Type mismatch for Index Key ${name.name} Expected: ${name.type ?? '{S,N,B}'} Actual: ${typeOf(value)} IndexName: ${index.name}`,
  );
}

/** Why an item cannot be so after an update. */
export function updatedItemProblem(table: Table, item: Item): Refusal | undefined {
  return indexProblem(table, item, (attribute, value) =>
    isOfType(value, attribute)
      ? undefined
      : 'The update expression attempted to update the secondary index key to unsupported type',
  );
}

/** Empty keys are told before a transaction begins. */
export function emptyKeyProblem({ key }: Table, item: Item): Refusal | undefined {
  for (const name of namesOf(key)) {
    const value = member(item, name);
    const problem = value && emptyProblem(name, value);
    if (problem) return problem;
  }
  return undefined;
}

function indexProblem(
  table: Table,
  item: Item,
  typeProblem: (attribute: KeyAttribute, value: AttributeValue, index: Index) => string | undefined,
): Refusal | undefined {
  for (const index of table.indexes) {
    for (const [at, attribute] of attributesOf(index.key).entries()) {
      const value = member(item, attribute.name);
      if (!value) continue;
      const problem = typeProblem(attribute, value, index);
      if (problem !== undefined) return invalid(problem);
      const kind = emptyKind(value);
      if (kind !== undefined) {
        return invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: ${index.name}, IndexKey: ${attribute.name}`,
        );
      }
      const long = sizeProblem(value, at === 0);
      if (long) return long;
    }
  }
  return undefined;
}

/** A declared table has no type of its key before its first item. */
function isOfType(value: AttributeValue, { type }: KeyAttribute): boolean {
  const given = typeOf(value);
  return type === undefined ? isKeyType(given) : given === type;
}

export function emptyProblem(name: string, value: AttributeValue): Refusal | undefined {
  const kind = emptyKind(value);
  return kind === undefined
    ? undefined
    : invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
      );
}

function emptyKind(value: AttributeValue): string | undefined {
  if ('S' in value && value.S === '') return 'string';
  return 'B' in value && bytesOf(value.B).length === 0 ? 'binary' : undefined;
}

function sizeProblem(value: AttributeValue, isPartition: boolean): Refusal | undefined {
  const bytes = 'S' in value ? utf8Size(value.S) : 'B' in value ? bytesOf(value.B).length : 0;
  if (isPartition) {
    return bytes > longestPartition
      ? invalid(
          `${wrong}Size of hashkey has exceeded the maximum size limit of${longestPartition} bytes`,
        )
      : undefined;
  }
  return bytes > longestSort
    ? invalid(
        `${wrong}Aggregated size of all range keys has exceeded the size limit of ${longestSort} bytes`,
      )
    : undefined;
}

/** A key attribute of a table or an index that an expression takes for a map or a list. */
export function nestedKeyProblem(
  table: Table,
  paths: readonly (readonly (string | number)[])[],
): Refusal | undefined {
  const nested = paths.flatMap(([name, ...rest]) =>
    rest.length > 0 && typeof name === 'string' ? [name] : [],
  );
  const text = (kind: string, name: string): Refusal =>
    invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
    );
  const own = namesOf(table.key).find((name) => nested.includes(name));
  if (own !== undefined) return text('Key', own);
  const keys: readonly Key[] = table.indexes.map(({ key }) => key);
  const other = keys.flatMap(namesOf).find((name) => nested.includes(name));
  return other === undefined ? undefined : text('IndexKey', other);
}
