/** How a JSON value looks in a tree of variables. */
import type { Json, QueryLanguage } from '@stepthrough/asl';

const previewLength = 100;

/** One line: a scalar as JSON, an object or array as the beginning of its members. */
export function previewOf(value: Json): string {
  if (Array.isArray(value)) return `(${value.length}) ${bounded(value)}`;
  return bounded(value);
}

/** The whole value, as JSON that can be pasted. */
export function fullText(value: Json): string {
  return JSON.stringify(value, undefined, 2);
}

export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return `array(${value.length})`;
  return typeof value === 'object' ? `object(${Object.keys(value).length})` : typeof value;
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Members of an object or array with their names; nothing for a scalar. */
export function membersOf(value: Json): readonly (readonly [string, Json])[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value as { readonly [name: string]: Json });
}

/** The expression for a member, given the expression for the value that has it. */
export function memberExpression(
  base: string,
  name: string,
  isIndex: boolean,
  language: QueryLanguage,
): string {
  if (isIndex) return `${base}[${name}]`;
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return `${base}.${name}`;
  if (language === 'JSONata') return `${base}.\`${name}\``;
  return `${base}['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}

/** Writes no more than is shown: a value of megabytes costs as little as a small one. */
function bounded(value: Json): string {
  let text = '';
  const write = (node: Json): boolean => {
    if (text.length > previewLength) return false;
    if (node === null || typeof node !== 'object') {
      const isLong = typeof node === 'string' && node.length > 2 * previewLength;
      text += JSON.stringify(isLong ? node.slice(0, 2 * previewLength) : node);
      return true;
    }
    const list = isArray(node);
    text += list ? '[' : '{';
    let isFirst = true;
    for (const [name, member] of list ? node.entries() : Object.entries(node)) {
      text += isFirst ? (list ? '' : ' ') : ', ';
      isFirst = false;
      if (!list) text += `${name}: `;
      if (!write(member)) return false;
    }
    text += list ? ']' : isFirst ? '}' : ' }';
    return true;
  };
  write(value);
  return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text;
}
