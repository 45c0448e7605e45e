import { values } from '@stepthrough/collections';
import type { Refusal } from '../../contract/outcome.ts';
import { conflict } from '../model/problems.ts';
import type { LambdaState } from '../model/state.ts';
import type { Mapping } from '../model/mapping.ts';

/** The refusal of a second mapping of the same source and function. */
export function twin(mapping: Mapping, state: LambdaState): Refusal | undefined {
  const { source, qualifier } = mapping;
  const other = values(state.mappings).find(
    (one) =>
      one.uuid !== mapping.uuid &&
      one.source.arn === source.arn &&
      one.function === mapping.function &&
      one.qualifier === qualifier,
  );
  if (!other) return undefined;
  const name = qualifier === undefined ? mapping.function : `${mapping.function}:${qualifier}`;
  const pair =
    source.kind === 'queue'
      ? `An event source mapping with SQS arn (" ${source.arn} ") and function (" ${name} ") already exists.`
      : `The event source arn (" ${source.arn} ") and function (" ${name} ") provided mapping already exists.`;
  return conflict(`${pair} Please update or delete the existing mapping with UUID ${other.uuid}`);
}
