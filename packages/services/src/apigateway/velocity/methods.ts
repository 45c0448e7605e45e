/** The methods of Java's String, Number and collections that templates call. */
import { compileRegularExpression, matchesIn, type Work } from '@stepthrough/expressions';
import { HostObject, isSame, isScalar, JavaList, JavaMap, print, type Value } from './values.ts';
import { TemplateProblem } from './problem.ts';

type Method<T> = (target: T, args: readonly Value[], work: Work) => Value;

/**
 * What a method gives; `undefined` for one that the value does not have, which leaves the reference
 * as it is written. @throws TemplateProblem, LimitReached
 */
export function callMethod(target: Value, name: string, args: readonly Value[], work: Work): Value {
  work.spend('steps');
  if (target instanceof HostObject) return target.methods.get(name)?.(args);
  if (target instanceof JavaMap) {
    return (mapMethods.get(name) ?? getter(name))?.(target, args, work);
  }
  if (target instanceof JavaList) return listMethods.get(name)?.(target, args, work);
  if (typeof target === 'string') return textMethods.get(name)?.(target, args, work);
  if (typeof target === 'number') return numberMethods.get(name)?.(target, args, work);
  if (typeof target === 'boolean') return anyMethods.get(name)?.(target, args, work);
  return undefined;
}

/** `getName()` of a map is its entry `name`. */
function getter(name: string): Method<JavaMap> | undefined {
  const [, first = '', rest = ''] = /^get(.)(.*)$/.exec(name) ?? [];
  if (first === '') return undefined;
  return ({ entries }) => entries.get(first.toLowerCase() + rest) ?? entries.get(first + rest);
}

const anyMethods = new Map<string, Method<Value>>([
  ['toString', (value, _, work) => print(value, work)],
  ['equals', (value, [other], work) => isSame(value, other) || textsEqual(value, other, work)],
]);

function textsEqual(value: Value, other: Value, work: Work): boolean {
  return print(value, work) === print(other, work);
}

const textMethods = new Map<string, Method<string>>([
  ...anyMethods,
  ['length', (text) => text.length],
  ['isEmpty', (text) => text === ''],
  ['charAt', (text, [at]) => text.charAt(whole(at))],
  [
    'substring',
    (text, [from, to]) => text.substring(whole(from), to === undefined ? text.length : whole(to)),
  ],
  ['indexOf', (text, [part, from]) => text.indexOf(word(part), whole(from))],
  ['lastIndexOf', (text, [part]) => text.lastIndexOf(word(part))],
  ['startsWith', (text, [part]) => text.startsWith(word(part))],
  ['endsWith', (text, [part]) => text.endsWith(word(part))],
  ['contains', (text, [part]) => text.includes(word(part))],
  ['toLowerCase', (text) => text.toLowerCase()],
  ['toUpperCase', (text) => text.toUpperCase()],
  ['trim', (text) => text.trim()],
  ['equalsIgnoreCase', (text, [other]) => text.toLowerCase() === word(other).toLowerCase()],
  ['compareTo', (text, [other]) => (text < word(other) ? -1 : Number(text > word(other)))],
  ['concat', (text, [other], work) => made(text + word(other), work)],
  // Java replaces all of them.
  ['replace', (text, [part, other], work) => replaceText(text, word(part), word(other), work)],
  [
    'replaceAll',
    (text, [pattern, other], work) => replaced(text, word(pattern), word(other), work),
  ],
  [
    'replaceFirst',
    (text, [pattern, other], work) => replaced(text, word(pattern), word(other), work, 1),
  ],
  ['matches', (text, [pattern], work) => expressionOf(`^(?:${word(pattern)})$`).test(text, work)],
  ['split', (text, [pattern], work) => new JavaList([...split(text, word(pattern), work)])],
]);

const numberMethods = new Map<string, Method<number>>([
  ...anyMethods,
  ['intValue', (value) => Math.trunc(value)],
  ['longValue', (value) => Math.trunc(value)],
  ['doubleValue', (value) => value],
  // Static methods of Integer are called on any number.
  ['parseInt', (_, [text]) => wholeNumber(text)],
  ['parseLong', (_, [text]) => wholeNumber(text)],
  ['compareTo', (value, [other]) => Math.sign(value - Number(word(other)))],
]);

const mapMethods = new Map<string, Method<JavaMap>>([
  ...anyMethods,
  ['get', ({ entries }, [key]) => entries.get(word(key))],
  // It gives the value before; nothing is printed where there was none.
  [
    'put',
    ({ entries }, [key, value]) => {
      const before = entries.get(word(key));
      entries.set(word(key), value);
      return before ?? '';
    },
  ],
  [
    'putAll',
    ({ entries }, [other], work) => {
      if (!(other instanceof JavaMap)) return '';
      work.spend('steps', other.entries.size);
      for (const [key, value] of [...other.entries]) entries.set(key, value);
      return '';
    },
  ],
  [
    'remove',
    ({ entries }, [key]) => {
      const before = entries.get(word(key));
      entries.delete(word(key));
      return before ?? '';
    },
  ],
  ['containsKey', ({ entries }, [key]) => entries.has(word(key))],
  ['size', ({ entries }) => entries.size],
  ['isEmpty', ({ entries }) => entries.size === 0],
  ['keySet', ({ entries }, _, work) => listOf([...entries.keys()], work)],
  ['values', ({ entries }, _, work) => listOf([...entries.values()], work)],
  ['entrySet', ({ entries }, _, work) => listOf([...entries].map(entryOf), work)],
]);

function entryOf([key, value]: readonly [string, Value]): JavaMap {
  const entry = new JavaMap();
  entry.entries.set('key', key).set('value', value);
  return entry;
}

const listMethods = new Map<string, Method<JavaList>>([
  ...anyMethods,
  ['get', ({ items }, [at]) => items[whole(at)]],
  [
    'set',
    ({ items }, [at, value]) => {
      const index = whole(at);
      if (index < 0 || index >= items.length) return '';
      const before = items[index];
      items[index] = value;
      return before ?? '';
    },
  ],
  [
    'add',
    ({ items }, [item]) => {
      items.push(item);
      return true;
    },
  ],
  [
    'addAll',
    ({ items }, [other], work) => {
      if (!(other instanceof JavaList)) return false;
      work.spend('steps', other.items.length);
      for (const item of [...other.items]) items.push(item);
      return other.items.length > 0;
    },
  ],
  [
    'remove',
    ({ items }, [item]) => {
      const at = typeof item === 'number' ? item : items.indexOf(item);
      return items.splice(at, at < 0 ? 0 : 1)[0] ?? '';
    },
  ],
  ['size', ({ items }) => items.length],
  ['isEmpty', ({ items }) => items.length === 0],
  [
    'contains',
    ({ items }, [item], work) => {
      work.spend('steps', items.length);
      return items.some((one) => one === item || (isScalar(one) && isSame(one, item)));
    },
  ],
  ['indexOf', ({ items }, [item]) => items.indexOf(item)],
  [
    'subList',
    ({ items, isJson }, [from, to], work) => {
      work.spend('steps', items.length);
      return new JavaList(
        items.slice(whole(from), to === undefined ? undefined : whole(to)),
        isJson,
      );
    },
  ],
]);

function listOf(items: Value[], work: Work): JavaList {
  work.spend('steps', items.length);
  return new JavaList(items);
}

function word(value: Value): string {
  return isScalar(value) ? String(value) : '';
}

function whole(value: Value): number {
  return Math.trunc(Number(value ?? 0)) || 0;
}

function wholeNumber(value: Value): number {
  const text = word(value);
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new TemplateProblem(`"${text}" is no whole number.`);
}

function made(text: string, work: Work): string {
  work.spend('text', text.length);
  return text;
}

function expressionOf(pattern: string): ReturnType<typeof compileRegularExpression> {
  try {
    return compileRegularExpression(pattern);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new TemplateProblem(`${pattern} is no regular expression: ${error.message}`);
    }
    throw error;
  }
}

function replaceText(text: string, part: string, other: string, work: Work): string {
  const count = part === '' ? text.length + 1 : text.split(part).length - 1;
  work.spend('text', text.length + count * other.length);
  return text.replaceAll(part, () => other);
}

function replaced(
  text: string,
  pattern: string,
  replacement: string,
  work: Work,
  most = Infinity,
): string {
  let [result, end, count] = ['', 0, 0];
  for (const match of matchesIn(expressionOf(pattern), text, work)) {
    if (count === most) break;
    count += 1;
    const inserted = filledIn(replacement, match.groups);
    work.spend('text', inserted.length + match.start - end);
    result += text.slice(end, match.start) + inserted;
    end = match.end;
  }
  return result + text.slice(end);
}

/** In Java's replacement texts `\x` means x, and `$1` is a group. */
function filledIn(replacement: string, groups: readonly (string | undefined)[]): string {
  return replacement.replace(
    /\\([^])|\$(\d)/g,
    (_, escaped: string | undefined, group: string) => escaped ?? groups[Number(group)] ?? '',
  );
}

/** Empty texts at the end are dropped, and one before a match of nothing at the beginning. */
function split(text: string, pattern: string, work: Work): readonly string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of matchesIn(expressionOf(pattern), text, work)) {
    if (match.end === 0 || match.start === text.length) continue;
    parts.push(text.slice(end, match.start));
    end = match.end;
  }
  parts.push(text.slice(end));
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}
