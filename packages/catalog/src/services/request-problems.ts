/** What Step Functions finds wrong with an evaluated request before it starts a Task. */
import { isArray, isObject, type Json, type JsonObject, member } from '@stepthrough/json';
import type { Member, Shape } from './shape.ts';

/**
 * AWS's words for each value of another type than its parameter's, in the order of the request.
 * Parameters that `members` lack are passed over, and so is null, which stands for nothing.
 */
export function requestProblems(members: readonly Member[], request: JsonObject): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(request)) {
    const found = members.find((one) => one.name === name);
    if (found) addProblems(found, name, value, problems);
  }
  return problems;
}

function addProblems(
  { shape, isSentAsText = false, reserved }: Omit<Member, 'name' | 'required'>,
  name: string,
  value: Json,
  problems: string[],
): void {
  if (value === null) return;
  if (isSentAsText) {
    if (typeof value === 'number' || typeof value === 'boolean') problems.push(wrong(name, text));
    return;
  }
  if (shape.kind === 'map' && shape.value.kind === 'list') {
    if (!isMapOfLists(value, reserved)) {
      problems.push(`The value of the field '${name}' has an invalid format`);
    }
    return;
  }
  const expected = expectedType(shape, value);
  if (expected !== undefined) problems.push(wrong(name, expected));
  else addInnerProblems(shape, name, value, problems);
}

function isMapOfLists(value: Json, reserved: RegExp | undefined): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(
    ([name, items]) => isArray(items) && reserved?.test(name) !== true,
  );
}

/** Recorded for texts; the names of the others are an assumption. */
const text = 'STRING';

function wrong(name: string, expected: string): string {
  return `The value for the field '${name}' must be ${/^[AO]/.test(expected) ? 'an' : 'a'} ${expected}`;
}

/** The type that a value should have had; `undefined` where it has it. Texts that spell a value pass for it. */
function expectedType({ kind }: Shape, value: Json): string | undefined {
  switch (kind) {
    case 'string':
    case 'blob':
      return typeof value === 'string' ? undefined : text;
    case 'boolean':
      return ['true', 'false'].includes(String(value)) && !isArray(value) ? undefined : 'BOOLEAN';
    case 'integer':
    case 'number':
      return isNumeric(value) ? undefined : 'NUMBER';
    case 'list':
      return isArray(value) ? undefined : 'ARRAY';
    case 'map':
    case 'object':
      return isObject(value) ? undefined : 'OBJECT';
    case 'timestamp':
    case 'any':
      return undefined;
  }
}

function isNumeric(value: Json): boolean {
  if (typeof value === 'string') return value.trim() !== '' && Number.isFinite(Number(value));
  return typeof value === 'number';
}

function addInnerProblems(shape: Shape, name: string, value: Json, problems: string[]): void {
  if (shape.kind === 'list' && isArray(value)) {
    for (const item of value) addProblems({ shape: shape.item }, name, item, problems);
  } else if (shape.kind === 'map' && isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      addProblems({ shape: shape.value }, key, inner, problems);
    }
  } else if (shape.kind === 'object' && isObject(value)) {
    for (const { name: inner, ...found } of shape.members) {
      const given = member(value, inner);
      if (given !== undefined) addProblems(found, inner, given, problems);
    }
  }
}
