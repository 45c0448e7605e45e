import type { Refusal } from '../contract/outcome.ts';
import { invalidParameter } from './errors.ts';

/** Why a text is no ARN, in the words of SNS; `parameter` names the member that has it. */
export function arnProblem(parameter: string, arn: string): Refusal | undefined {
  const count = arn.split(':').length;
  return count >= 6
    ? undefined
    : invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${count}`);
}
