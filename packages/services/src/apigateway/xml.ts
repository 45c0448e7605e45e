/** XML as AWS's services write it. */
import { isArray, isObject, textOf, type Json } from '@stepthrough/json';

/** The document of one element. `namespace`: of its names. */
export function xmlDocument(name: string, value: Json, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${inner(value)}</${name}>`;
}

/** A list is the same element several times; null is none. */
function element(name: string, value: Json): string {
  if (value === null) return '';
  if (isArray(value)) return value.map((item) => element(name, item)).join('');
  return `<${name}>${inner(value)}</${name}>`;
}

function inner(value: Json): string {
  return isObject(value)
    ? Object.entries(value)
        .map(([name, member]) => element(name, member))
        .join('')
    : escaped(textOf(value));
}

function escaped(text: string): string {
  return text.replace(/[&<>"\r]/g, (char) => entities.get(char) ?? char);
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\r', '&#13;'],
]);
