/** Input templates of Pipes: `<$.path>` and `<aws.pipes.…>`, applied to each record. */
import { type Json, member, parsed, type JsonObject } from '@stepthrough/json';
import { fillTemplate, valueAt } from '@stepthrough/scenario';

/** The template with its places filled; JSON when the result is JSON, otherwise the text. */
export function applyInputTemplate(
  template: string,
  record: JsonObject,
  reserved: JsonObject,
): Json {
  const whole: JsonObject = { ...record, body: parsed(record['body'] ?? '') };
  return parsed(
    fillTemplate(template, (name) =>
      name.startsWith('$') ? valueAt(whole, name) : member(reserved, name),
    ),
  );
}
