/** Literals of PartiQL. */
import { setMember } from '@stepthrough/json';
import { isRefusal } from '../../contract/outcome.ts';
import { reading } from '../values/surface.ts';
import { typeOf, type AttributeValue, type Item } from '../values/attribute-value.ts';
import { readValue } from '../values/read-value.ts';
import type { Cursor } from './cursor.ts';

/** A value of DynamoDB's that is no value; told with its words. */
export class LiteralProblem extends Error {}

/** Whether a literal, or a parameter, stands next. */
export function isLiteral(cursor: Cursor): boolean {
  const { kind, text } = cursor.token;
  if (kind === 'text' || kind === 'number') return true;
  if (kind === 'name') return /^(?:true|false|null)$/i.test(text);
  return kind === 'sign' && ['?', '{', '[', '<<', '-'].includes(text);
}

/** @param under the place in the whole value, for messages */
export function readLiteral(cursor: Cursor, under = 'root'): AttributeValue {
  const { kind, text } = cursor.next();
  if (kind === 'text') return { S: text };
  if (kind === 'number') return number(text, under);
  if (kind === 'name') {
    const word = text.toLowerCase();
    if (word === 'true' || word === 'false') return { BOOL: word === 'true' };
    if (word === 'null') return { NULL: true };
    return cursor.fail();
  }
  switch (text) {
    case '?':
      return cursor.parameter();
    case '-':
      return number(`-${cursor.next().text}`, under);
    case '{':
      return { M: readMap(cursor, under) };
    case '[':
      return { L: readAll(cursor, ']', under) };
    case '<<':
      return setOf(readAll(cursor, '>>', under));
    default:
      return cursor.fail();
  }
}

/** What follows `{`. */
export function readMap(cursor: Cursor, under: string): Item {
  const item: { [name: string]: AttributeValue } = {};
  if (cursor.take('}')) return item;
  do {
    const { kind, text } = cursor.next();
    if (kind !== 'text') cursor.fail();
    cursor.expect(':');
    setMember(item, text, readLiteral(cursor, `${under}.${text}`));
  } while (cursor.take(','));
  cursor.expect('}');
  return item;
}

function readAll(cursor: Cursor, end: string, under: string): readonly AttributeValue[] {
  const all: AttributeValue[] = [];
  if (cursor.take(end)) return all;
  do all.push(readLiteral(cursor, `${under}[${all.length}]`));
  while (cursor.take(','));
  cursor.expect(end);
  return all;
}

function number(text: string, under: string): AttributeValue {
  const value = readValue({ N: text }, reading);
  if (isRefusal(value)) throw new LiteralProblem(`${value.error.message} under ${under}`);
  return value;
}

function setOf(all: readonly AttributeValue[]): AttributeValue {
  const [first] = all;
  const type = first ? typeOf(first) : 'S';
  const members = all.map((one) => Object.values(one)[0]);
  const value = readValue({ [`${type}S`]: members }, reading);
  if (isRefusal(value)) throw new LiteralProblem(value.error.message);
  return value;
}
