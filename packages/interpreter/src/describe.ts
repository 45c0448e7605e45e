/** What DescribeExecution tells of an execution. */
import { redriveStatusOf, type RedriveStatus } from './redrive.ts';
import type { ExecutionStatus, Snapshot } from './snapshot.ts';

/** As AWS writes it; dates are in seconds since the epoch. */
export type ExecutionDescription = {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly input: string;
  readonly inputDetails: { readonly included: true };
  readonly output?: string;
  readonly outputDetails?: { readonly included: true };
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount: number;
  readonly redriveDate?: number;
} & RedriveStatus;

/** At a time in milliseconds since the epoch, on which it depends whether a redrive is still possible. */
export function describeExecution(snapshot: Snapshot, at: number): ExecutionDescription {
  const { status, output, error, cause, now, facts } = snapshot;
  const { identity, input, startedAt, redriveCount, redrivenAt } = facts;
  return {
    executionArn: identity.executionArn,
    stateMachineArn: identity.stateMachineArn,
    name: identity.executionName,
    status,
    startDate: startedAt / 1000,
    ...(status === 'RUNNING' ? {} : { stopDate: now / 1000 }),
    input: JSON.stringify(input),
    inputDetails: { included: true },
    ...(output === undefined
      ? {}
      : { output: JSON.stringify(output), outputDetails: { included: true } as const }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    redriveCount,
    ...(redrivenAt === undefined ? {} : { redriveDate: redrivenAt / 1000 }),
    ...redriveStatusOf(snapshot, at),
  };
}
