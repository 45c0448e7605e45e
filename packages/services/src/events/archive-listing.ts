/** What the lists of archives and replays have in common: their requests, and which of these are refused. */
import type { Infer } from '@stepthrough/scenario';
import type { Refusal } from '../contract/outcome.ts';
import { members, number, text } from '../contract/request-form.ts';
import {
  broken,
  constraintsBroken,
  enumBroken,
  invalid,
  rangeBroken,
  type Given,
} from './validation.ts';

export const listing = members({
  NamePrefix: text,
  EventSourceArn: text,
  State: text,
  Limit: number,
  NextToken: text,
});

/** `name` and `source`: the constraints of what is listed. */
export function listingProblem(
  { NamePrefix, EventSourceArn, State, Limit }: Infer<typeof listing>,
  kinds: {
    readonly operation: string;
    readonly name: Given[2];
    readonly source: Given[2];
    readonly states: readonly string[];
  },
): Refusal | undefined {
  return (
    broken([
      ...constraintsBroken(
        ['namePrefix', NamePrefix, kinds.name],
        ['eventSourceArn', EventSourceArn, kinds.source],
      ),
      ...enumBroken('state', State, kinds.states),
      ...rangeBroken('limit', Limit, 1, 100),
    ]) ?? filtersProblem(kinds.operation, [NamePrefix, EventSourceArn, State])
  );
}

/** Listings take one filter at a time. */
function filtersProblem(
  operation: string,
  filters: readonly (string | undefined)[],
): Refusal | undefined {
  return filters.filter((filter) => filter !== undefined).length > 1
    ? invalid(
        `At most one filter is allowed for ${operation}. Use either : State, EventSourceArn, or NamePrefix.`,
      )
    : undefined;
}
