/** Input templates of Pipes: `<$.path>` and `<aws.pipes.…>`, applied to each record. */
import type { Json } from '@stepthrough/asl';
import type { JsonObject } from '../service.ts';
import { parsed } from './records.ts';

/** The template with its places filled; JSON when the result is JSON, otherwise the text. */
export function applyInputTemplate(
  template: string,
  record: JsonObject,
  reserved: JsonObject,
): Json {
  const whole: JsonObject = { ...record, body: parsed(record['body'] ?? '') };
  const text = template.replace(/"?<([^<>]+)>"?/g, (place: string, name: string) => {
    const isQuoted = place.startsWith('"') && place.endsWith('"');
    const value = name.startsWith('$') ? valueAt(whole, name) : reserved[name];
    if (value === undefined) return isQuoted ? '""' : 'null';
    const inner =
      typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
    if (!isQuoted) {
      const [open, close] = [place.startsWith('"') ? '"' : '', place.endsWith('"') ? '"' : ''];
      return `${open}${typeof value === 'string' && open === '' && close === '' ? JSON.stringify(value) : inner}${close}`;
    }
    return typeof value === 'string' ? `"${inner}"` : JSON.stringify(JSON.stringify(value));
  });
  return parsed(text);
}

/** Only names, indexes and dots. */
function valueAt(record: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const [, name, index] of path.slice(1).matchAll(/\.([\w\-/]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as { readonly [name: string]: Json })[name ?? index ?? ''];
  }
  return value;
}
