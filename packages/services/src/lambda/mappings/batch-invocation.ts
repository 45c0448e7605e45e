/** A batch is handed to its function. */
import type { JsonObject } from '@stepthrough/json';
import type { Context, ServiceEffect } from '../../contract/service.ts';
import { isPoison } from '../../faults/message-faults.ts';
import { functionArn } from '../model/function-arn.ts';
import type { Mapping } from '../model/mapping.ts';

export function invocation(
  { uuid, source, function: name, qualifier }: Mapping,
  lane: number,
  records: readonly JsonObject[],
  context: Context,
): readonly ServiceEffect<never>[] {
  const key = { step: 'processed', mapping: uuid, lane, records } as const;
  const replyTo = { kind: 'service', service: 'lambda', key } as const;
  const isPoisoned =
    source.kind === 'queue' &&
    records.some(({ body = '' }) => isPoison(context.setting, source.name, body));
  if (isPoisoned) {
    const log: ServiceEffect = {
      do: 'log',
      kind: 'faultInjected',
      message: `Function ${name} fails on a poisoned message of ${source.name}`,
      resource: name,
    };
    const error = { code: 'Unhandled', message: 'The scenario poisons this message.', status: 200 };
    return [log, { do: 'reply', replyTo, outcome: { ok: false, error } }];
  }
  const FunctionName = qualifier === undefined ? name : functionArn({ name, qualifier }, context);
  const request = { FunctionName, Payload: { Records: records } };
  return [{ do: 'call', call: { service: 'lambda', operation: 'Invoke', request }, replyTo }];
}
