/** Whether a scenario expects anything, and whether it expects executions. */
import type { Expectation, Scenario } from '@stepthrough/scenario';
import { countProblem } from './expected-values.ts';

/** Whether there is anything that could fail. */
export function hasExpectations({ expect, starts, events }: Scenario): boolean {
  return (
    expect.executions !== undefined ||
    Object.values(expect).some((part) => Object.keys(part).length > 0) ||
    starts.some((start) => start.expect !== undefined) ||
    events.some((event) => event.expect !== undefined)
  );
}

/** No execution is expected, in so many words or by an answer that refuses the request. */
export function expectsNone({ executions, responses }: Partial<Expectation>): boolean {
  if (
    executions?.every(
      (entry) => !isOfChildren(entry) && countProblem(entry.count, 0, '') === undefined,
    )
  )
    return true;
  const refused = responses?.filter(({ status = 0 }) => status >= 400) ?? [];
  return refused.length > 0 && refused.length === responses?.length;
}

function isOfChildren({ map, index }: NonNullable<Expectation['executions']>[number]): boolean {
  return map !== undefined || index !== undefined;
}
