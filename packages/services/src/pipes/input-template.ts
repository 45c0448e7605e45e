/** Input templates of Pipes: `<$.path>` and `<aws.pipes.…>`, applied to each record. */
import { isObject, member, parsed, type Json, type JsonObject } from '@stepthrough/json';
import { fillTemplate, valueAt } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';
import { targetOf, type NamedPipe } from './named-pipe.ts';

/** What a template makes of each record; without one, they go on as they are. */
export function transformed(
  template: string | undefined,
  items: readonly Json[],
  pipe: NamedPipe,
  context: Context,
): readonly Json[] {
  if (template === undefined) return items;
  const reserved = reservedOf(pipe, context);
  return items.map((item) => {
    const event = { 'aws.pipes.event': item, 'aws.pipes.event.json': item };
    return applyTemplate(template, isObject(item) ? item : {}, { ...reserved, ...event });
  });
}

function reservedOf(pipe: NamedPipe, { account, region, now, setting }: Context): JsonObject {
  const { name, source, isStream, enrichment = '' } = pipe;
  return {
    'aws.pipes.pipe-name': name,
    'aws.pipes.pipe-arn': `arn:aws:pipes:${region}:${account}:pipe/${name}`,
    'aws.pipes.source-arn': isStream
      ? `arn:aws:dynamodb:${region}:${account}:table/${source}/stream`
      : `arn:aws:sqs:${region}:${account}:${source}`,
    'aws.pipes.enrichment-arn': enrichment,
    'aws.pipes.target-arn': targetOf(pipe, setting).arn,
    'aws.pipes.event.ingestion-time': new Date(now).toISOString(),
  };
}

/** The template with its places filled; JSON when the result is JSON, otherwise the text. */
function applyTemplate(template: string, record: JsonObject, reserved: JsonObject): Json {
  const whole: JsonObject = { ...record, body: parsed(record['body'] ?? '') };
  return parsed(
    fillTemplate(template, (name) =>
      name.startsWith('$') ? valueAt(whole, name) : member(reserved, name),
    ),
  );
}
