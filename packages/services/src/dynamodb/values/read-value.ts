/** The items and values that a request writes, as DynamoDB keeps them, or why it refuses them. */
import { base64Decode, isArray, isObject, member, setMember } from '@stepthrough/json';
import type { Json, JsonObject } from '@stepthrough/json';
import { failure, isRefusal, type Refusal } from '../../contract/outcome.ts';
import { fits, flag, json, list, map, members, misfit, text } from '../../contract/request-form.ts';
import type { Surface } from './surface.ts';
import { bytesOf, invalid, isTypeName, type AttributeValue, type Item } from './attribute-value.ts';
import { decimalOf, decimalText } from './decimal.ts';

/** The item, or the key, that an object writes: numbers are in plain digits. */
export function readItem(written: JsonObject, surface: Surface): Item | Refusal {
  return Object.hasOwn(written, '') ? invalid(emptyName) : readMembers(written, surface, 1);
}

const emptyName = 'Empty attribute name';

/** One value, e.g. `{"S": "a"}`. */
export function readValue(written: Json, surface: Surface): AttributeValue | Refusal {
  return readAt(written, surface, 1);
}

/** Maps and lists within one another: the value of an attribute is the first level. */
const deepest = 32;

const kinds = members({
  S: text,
  N: text,
  B: text,
  BOOL: flag,
  NULL: flag,
  SS: list(text),
  NS: list(text),
  BS: list(text),
  L: list(json),
  M: map(json),
});
const areKinds = fits(kinds);

function readMembers(written: JsonObject, surface: Surface, level: number): Item | Refusal {
  const item: { [name: string]: AttributeValue } = {};
  for (const [name, inner] of Object.entries(written)) {
    const value = readAt(inner, surface, level);
    if (isRefusal(value)) return value;
    if (name === '') return invalid(emptyName);
    setMember(item, name, value);
  }
  return item;
}

function readAt(written: Json, surface: Surface, level: number): AttributeValue | Refusal {
  if (level > deepest) {
    return invalid(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
  if (!isObject(written)) return misfit(written, kinds);
  const types = Object.keys(written).filter(
    (name) => isTypeName(name) && member(written, name) !== null,
  );
  const only = 'must contain exactly one of the supported datatypes';
  if (types.length === 0) return invalid(`Supplied AttributeValue is empty, ${only}`);
  if (!areKinds(written)) return misfit(written, kinds);
  if (types.length > 1) {
    return invalid(`Supplied AttributeValue has more than one datatypes set, ${only}`);
  }
  const { S, N, B, BOOL, NULL, SS, NS, BS, L, M } = written;
  if (S !== undefined) return { S };
  if (N !== undefined) {
    const number = readNumber(N, surface);
    return isRefusal(number) ? number : { N: number.plain };
  }
  if (B !== undefined) return base64Problem(B) ?? { B };
  if (BOOL !== undefined) return { BOOL };
  if (NULL !== undefined) {
    if (NULL) return { NULL };
    return surface.refuse(`${wrong}Null attribute value types must have the value of true`);
  }
  if (SS !== undefined) return stringSet(SS, surface);
  if (NS !== undefined) return numberSet(NS, surface);
  if (BS !== undefined) return binarySet(BS, surface);
  if (L !== undefined) return readList(L, surface, level);
  const inner = readMembers(M ?? {}, surface, level + 1);
  return isRefusal(inner) ? inner : { M: inner };
}

const wrong = 'One or more parameter values were invalid: ';

function readList(
  written: readonly Json[],
  surface: Surface,
  level: number,
): AttributeValue | Refusal {
  const L: AttributeValue[] = [];
  for (const one of written) {
    const value = readAt(one, surface, level + 1);
    if (isRefusal(value)) return value;
    L.push(value);
  }
  return { L };
}

function readNumber(written: string, surface: Surface): { readonly plain: string } | Refusal {
  const number = decimalOf(written);
  if (typeof number !== 'string') return { plain: decimalText(number) };
  const message =
    surface.isOlder && written === ''
      ? 'The parameter cannot be converted to a numeric value'
      : number;
  return surface.refuse(message);
}

function base64Problem(written: string): Refusal | undefined {
  return base64Decode(written) === undefined
    ? failure('SerializationException', 'only base-64-encoded strings are convertible to bytes')
    : undefined;
}

function stringSet(SS: readonly string[], surface: Surface): AttributeValue | Refusal {
  if (SS.length === 0) return surface.refuse(`${wrong}An string set  may not be empty`);
  const told = repeated(
    SS,
    (one) => one,
    surface,
    (one) => JSON.stringify(one),
    ', ',
  );
  return told === undefined
    ? { SS }
    : surface.refuse(`${wrong}Input collection ${told} contains duplicates.`);
}

function numberSet(written: readonly string[], surface: Surface): AttributeValue | Refusal {
  if (written.length === 0) return surface.refuse(`${wrong}An number set  may not be empty`);
  const NS: string[] = [];
  for (const one of written) {
    const number = readNumber(one, surface);
    if (isRefusal(number)) return number;
    NS.push(number.plain);
  }
  if (new Set(NS).size === NS.length) return { NS };
  return surface.refuse(
    surface.isOlder
      ? 'Input collection contains duplicates'
      : `${wrong}Input collection contains duplicates.`,
  );
}

function binarySet(BS: readonly string[], surface: Surface): AttributeValue | Refusal {
  if (BS.length === 0) return surface.refuse(`${wrong}Binary sets should not be empty`);
  for (const one of BS) {
    const problem = base64Problem(one);
    if (problem) return problem;
  }
  const latin = (one: string): string => bytesOf(one).toString('latin1');
  const told = repeated(BS, latin, surface, (one) => JSON.stringify(one), ',');
  return told === undefined
    ? { BS }
    : surface.refuse(`${wrong}Input collection ${told}of type BS contains duplicates.`);
}

/**
 * A set with a member twice, as messages show it: in the older words as it was sent, in the newer
 * ones in order up to the first that is there already. `undefined` when there is none.
 */
function repeated(
  all: readonly string[],
  keyOf: (one: string) => string,
  { isOlder }: Surface,
  quoted: (one: string) => string,
  separator: string,
): string | undefined {
  const seen = new Set<string>();
  const at = all.findIndex((one) => seen.size === seen.add(keyOf(one)).size);
  if (at === -1) return undefined;
  if (isOlder) return `[${all.join(', ')}]`;
  const inOrder = all.slice(0, at).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `[${[...inOrder, ...all.slice(at)].map(quoted).join(separator)}]`;
}

/** Whether a value of a request is an array of values: for parameters of statements. */
export function readValues(
  written: Json | undefined,
  surface: Surface,
): readonly AttributeValue[] | Refusal {
  const values: AttributeValue[] = [];
  for (const one of isArray(written) ? written : []) {
    const value = readValue(one, surface);
    if (isRefusal(value)) return value;
    values.push(value);
  }
  return values;
}
