import type { Json } from '@stepthrough/asl';
import type { Facts } from './facts.ts';

/** The members of the context object that stay the same during an execution. */
export function executionContext(facts: Omit<Facts, 'context'>): { readonly [name: string]: Json } {
  const { identity, input, startedAt, redriveCount } = facts;
  return {
    Execution: {
      Id: identity.executionArn,
      Input: input,
      StartTime: isoTime(startedAt),
      Name: identity.executionName,
      RoleArn: identity.roleArn,
      RedriveCount: redriveCount,
    },
    StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
  };
}

let lastTime = NaN;
let lastText = '';

/** ISO-8601 in UTC; many states are entered in one virtual millisecond, so the last text is kept. */
export function isoTime(time: number): string {
  if (time !== lastTime) {
    lastText = new Date(time).toISOString();
    lastTime = time;
  }
  return lastText;
}
