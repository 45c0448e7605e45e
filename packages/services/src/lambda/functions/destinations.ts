/** Where results go: queues, topics, functions and event buses, by their ARNs. */
import { get } from '@stepthrough/collections';
import type { Refusal } from '../../contract/outcome.ts';
import { members, text } from '../../contract/request-form.ts';
import { constraintProblem, fitting, invalid, notSimulated } from '../model/problems.ts';
import type { LambdaState } from '../model/state.ts';
import { nameIn } from './reference.ts';

const destination = members({ Destination: text });
export const destinationForm = members({ OnSuccess: destination, OnFailure: destination });

const arnPattern = /^(|kafka:\/\/.{1,400}|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9-]+):.*)$/;

/** Why a destination is refused; `undefined` when it is not. An empty one is none. */
export function destinationProblem(
  at: string,
  arn: string | undefined,
  kinds: readonly string[],
  state: LambdaState,
): Refusal | undefined {
  const problem = constraintProblem([fitting(`${at}.destination`, arn, arnPattern)]);
  if (problem || arn === undefined || arn === '') return problem;
  const [, , service = ''] = arn.split(':');
  if (service === 's3') return notSimulated('a destination in S3');
  if (!kinds.includes(service)) {
    return invalid(
      `The provided destination config DestinationConfig(${at === 'destinationConfig.onSuccess' ? 'onSuccess=OnSuccess' : 'onFailure=OnFailure'}(destination=${arn})) is not supported.`,
    );
  }
  if (arn.endsWith('.fifo')) {
    return invalid(`The destination ARN ${arn} is invalid.`);
  }
  return service === 'lambda' && !get(state.functions, nameIn(arn))
    ? invalid(`The destination ARN ${arn} is invalid.`)
    : undefined;
}
