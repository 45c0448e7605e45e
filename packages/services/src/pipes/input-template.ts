/** Input templates of Pipes: `<$.path>` and `<aws.pipes.…>`, applied to each record. */
import type { Json } from '@stepthrough/asl';
import { member, parsed } from '@stepthrough/json';
import type { JsonObject } from '../service.ts';
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
