import { toJson, valueOf, type MapState, type QueryLanguage } from '@stepthrough/asl';
import { type Json, utf8Size } from '@stepthrough/json';
import type { Step } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { nestedField, type FieldValues } from './nested-fields.ts';

interface Batched {
  readonly inputs: readonly Json[];
  /** How many items each input has. */
  readonly counts: readonly number[];
}

export type Batcher = (thread: Draft, items: readonly Json[]) => Batched;

/** `ItemBatcher`: groups items into the inputs of fewer child executions. */
export function batcher(
  state: MapState,
  language: QueryLanguage,
): { readonly steps: readonly Step[]; readonly batch: Batcher } {
  const node = state.itemBatcher?.value;
  if (!node) {
    return { steps: [], batch: (_, inputs) => ({ inputs, counts: inputs.map(() => 1) }) };
  }
  const batchInput = valueOf(node, 'BatchInput');
  const steps = nestedField(
    'ItemBatcher',
    language,
    {
      limits: {
        MaxItemsPerBatch: jsonOf(node, 'MaxItemsPerBatch'),
        MaxInputBytesPerBatch: jsonOf(node, 'MaxInputBytesPerBatch'),
      },
      paths: {
        MaxItemsPerBatch: jsonOf(node, 'MaxItemsPerBatchPath'),
        MaxInputBytesPerBatch: jsonOf(node, 'MaxInputBytesPerBatchPath'),
      },
      template: batchInput && toJson(batchInput),
      templateName: 'BatchInput',
    },
    'batcher',
  );
  return { steps, batch: (thread, items) => group(thread.values.batcher as FieldValues, items) };
}

function jsonOf(node: Parameters<typeof valueOf>[0], name: string): Json | undefined {
  const value = valueOf(node, name);
  return value && toJson(value);
}

function group(values: FieldValues | undefined, items: readonly Json[]): Batched {
  const maxItems = Number(values?.limits.MaxItemsPerBatch ?? Infinity);
  const maxBytes = Number(values?.limits.MaxInputBytesPerBatch ?? Infinity);
  const batches: Json[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = maxBytes === Infinity ? 0 : utf8Size(JSON.stringify(item)) + 1;
    const last = batches.at(-1);
    if (last && last.length < maxItems && bytes + size <= maxBytes) {
      last.push(item);
      bytes += size;
    } else {
      batches.push([item]);
      bytes = size + '{"Items":[]}'.length;
    }
  }
  const batchInput = values?.template;
  return {
    inputs: batches.map((Items) =>
      batchInput === undefined ? { Items } : { BatchInput: batchInput, Items },
    ),
    counts: batches.map(({ length }) => length),
  };
}
