/** Values that are made of earlier answers: `{"$from": [step, "/pointer"]}` and its kin. */
import { isObject, type Json, type JsonObject } from '@stepthrough/json';

/** What each step answered; an error as `{Error: {…}, ResponseMetadata: {…}}`. */
export type Answers = ReadonlyMap<number, Json>;

/** Where SDKs add the status of a response; errors have it from the service. */
const status = '/ResponseMetadata/HTTPStatusCode';

/** An absent part. */
const absent = null;

const makers: {
  readonly [name: string]: (value: Json, whole: JsonObject, answers: Answers) => Json;
} = {
  $from: (value, _whole, answers) => {
    const [step, pointer] = value as [number, string];
    return partOf(answers.get(step) ?? absent, pointer) ?? (pointer === status ? 200 : absent);
  },
  $join: (value, _whole, answers) =>
    listOf(value)
      .map((part) => textOf(made(part, answers)))
      .join(''),
  $literal: (value) => value,
  $list: (value, _whole, answers) => listOf(value).map((item) => made(item, answers)),
  $object: (value, _whole, answers) => {
    const pairs = Array.isArray(value)
      ? value.map(
          (pair) =>
            [textOf(made(listOf(pair)[0] ?? '', answers)), listOf(pair)[1] ?? null] as const,
        )
      : Object.entries(value as JsonObject);
    return Object.fromEntries(pairs.map(([name, member]) => [name, made(member, answers)]));
  },
  $set: (value, _whole, answers) => {
    const items = elementsOf(made(value, answers));
    const known = new Map(items.map((item) => [JSON.stringify(item), item]));
    return sorted([...known.values()]);
  },
  $sorted: (value, _whole, answers) => sorted(elementsOf(made(value, answers))),
  $count: (value, _whole, answers) => elementsOf(made(value, answers)).length,
  $number: (value, _whole, answers) => Number(made(value, answers)),
  $str: (value, _whole, answers) => textOf(made(value, answers)),
  $json: (value, whole, answers) => {
    const parsed = JSON.parse(textOf(made(value, answers))) as Json;
    return partOf(parsed, textOf(whole['at'] ?? ''));
  },
  /** Binary members are Base64 in the JSON protocol. */
  $base64: (value) => value,
  /** Seconds since the epoch. */
  $datetime: (value) => value,
};

/** A value with all that is to be made in it made. */
export function made(value: Json, answers: Answers): Json {
  if (Array.isArray(value)) return value.map((item) => made(item, answers));
  if (!isObject(value)) return value;
  const [maker] = Object.keys(value).filter((name) => name in makers);
  const make = maker === undefined ? undefined : makers[maker];
  if (make && maker !== undefined) return make(value[maker] ?? null, value, answers);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, made(member, answers)]),
  );
}

/** The part that a JSON pointer names; null where there is none. */
function partOf(value: Json, pointer: string): Json {
  let part: Json | undefined = value;
  for (const written of pointer.split('/').slice(1)) {
    const name = written.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(part)) part = part.at(Number(name));
    else if (isObject(part)) part = part[name];
    else return absent;
  }
  return part ?? absent;
}

/** Elements of a list, names of members, characters of a text. */
export function elementsOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return Object.keys(value);
  return typeof value === 'string' ? [...value] : [];
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sorted(items: readonly Json[]): Json[] {
  return [...items].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
}

/** A response without what an SDK adds to it; a body that was read before it was recorded is unknown. */
export function answerOf(response: Json): Json {
  if (!isObject(response)) return response;
  const { Body, ContentLength } = response;
  const isRead = Body === '' && Number(ContentLength) > 0;
  return {
    ...without(response, 'ResponseMetadata'),
    ...(isRead ? { Body: '<any:unverified>' } : {}),
  };
}

export function without(members: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([other]) => other !== name));
}
