/** How many calls a second a FIFO queue takes that the scenario holds to `throughputLimit: perQueue`. */
import { member, type JsonObject } from '@stepthrough/json';
import { get, set } from '@stepthrough/collections';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation } from '../contract/service.ts';
import { refusal } from './errors.ts';
import type { SqsKey, SqsState } from './state.ts';

/** Of each operation; a batch is one call. */
const callsPerSecond = 300;

const counted = [
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
];

/** The operation, refused when the queue has had its calls in this second of the virtual clock. */
export function throttled(
  name: string,
  operation: Operation<SqsState, SqsKey>,
): Operation<SqsState, SqsKey> {
  if (!counted.includes(name)) return operation;
  const held = (request: JsonObject, state: SqsState, context: Context) => {
    const { QueueUrl: url } = request;
    const queue = get(state.queues, typeof url === 'string' ? resourceName(url) : '');
    if (!queue?.isFifo) return operation(request, state, context);
    const declared = member(context.setting.scenario.resources.queues, queue.name);
    const isHeld =
      declared?.throughputLimit === 'perQueue' &&
      queue.attributes['FifoThroughputLimit'] === 'perQueue';
    if (!isHeld) return operation(request, state, context);
    const key = `${queue.name} ${name}`;
    const second = Math.floor(context.now / 1000);
    const before = get(state.calls, key);
    const used = before?.second === second ? before.used : 0;
    if (used >= callsPerSecond) {
      return { state, outcome: refusal('ThrottlingException', 'Rate exceeded') };
    }
    const calls = set(state.calls, key, { second, used: used + 1 });
    const result = operation(request, { ...state, calls }, context);
    // A call that is refused for another reason takes nothing from the second.
    return result.outcome?.ok === false ? { state, outcome: result.outcome } : result;
  };
  return Object.assign(held, { form: operation.form, unsimulated: operation.unsimulated });
}
