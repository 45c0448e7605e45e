/** Where results go: queues, topics, functions and event buses, by their ARNs. */
import { get } from '@stepthrough/collections';
import type { Refusal } from '../../contract/outcome.ts';
import { members, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { isElsewhere } from '../model/arn-region.ts';
import {
  constraintProblem,
  fitting,
  invalid,
  lengthWithin,
  notSimulated,
  type Check,
} from '../model/problems.ts';
import type { LambdaState } from '../model/state.ts';
import { nameIn } from './reference.ts';

const destination = members({ Destination: text });
export const destinationForm = members({ OnSuccess: destination, OnFailure: destination });

const arnPattern = /^(|kafka:\/\/.{1,400}|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9-]+):.*)$/;

/** The most characters of a destination's ARN. */
const mostCharacters = 350;

function destinationChecks(at: string, arn: string | undefined): readonly Check[] {
  return [
    lengthWithin(`${at}.destination`, arn, 0, mostCharacters),
    fitting(`${at}.destination`, arn, arnPattern),
  ];
}

interface Destinations {
  readonly OnSuccess?: { readonly Destination?: string };
  readonly OnFailure?: { readonly Destination?: string };
}

const invocationKinds = ['sqs', 'sns', 'lambda', 'events'];

/**
 * Why destinations of a function's asynchronous invocations are refused; `undefined` when they are
 * not. An empty one is none.
 */
export function invocationDestinationsProblem(
  name: string,
  { OnSuccess, OnFailure }: Destinations,
  state: LambdaState,
  { region }: Context,
): Refusal | undefined {
  const onSuccess = OnSuccess?.Destination ?? '';
  const onFailure = OnFailure?.Destination ?? '';
  const problem = constraintProblem([
    ...destinationChecks('destinationConfig.onSuccess', onSuccess),
    ...destinationChecks('destinationConfig.onFailure', onFailure),
  ]);
  if (problem) return problem;
  const wrong = invalid(
    `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=${onSuccess}), onFailure=OnFailure(destination=${onFailure})) is invalid.`,
  );
  const refused = (arn: string): Refusal | undefined => {
    if (arn === '') return undefined;
    const service = serviceOf(arn);
    if (service === 's3' && arn === onFailure) return notSimulated('a destination in S3');
    if (!invocationKinds.includes(service) || isElsewhere(arn, region)) return wrong;
    if (arn.endsWith('.fifo')) return service === 'sns' ? fifoRefusal('SNS topics') : wrong;
    if (service !== 'lambda') return undefined;
    if (nameIn(arn) === name) {
      return invalid("You can't specify the function as a destination for itself.");
    }
    return get(state.functions, nameIn(arn))
      ? undefined
      : invalid(`The destination ARN ${arn} is invalid.`);
  };
  return refused(onSuccess) ?? refused(onFailure);
}

/** Why the destination of what a mapping gives up is refused; `undefined` when it is not. */
export function mappingDestinationProblem(arn = ''): Refusal | undefined {
  const problem = constraintProblem(destinationChecks('destinationConfig.onFailure', arn));
  if (problem || arn === '') return problem;
  switch (serviceOf(arn)) {
    case 's3':
      return notSimulated('a destination in S3');
    case 'sqs':
      return arn.endsWith('.fifo') ? fifoRefusal('SQS queues') : undefined;
    case 'sns':
      return arn.endsWith('.fifo') ? fifoRefusal('SNS topics') : undefined;
    default:
      return invalid("The service specified by the TargetArn isn't supported as a destination.");
  }
}

function fifoRefusal(what: string): Refusal {
  return invalid(`FIFO-type Amazon ${what} aren't supported as a destination.`);
}

function serviceOf(arn: string): string {
  const [, , service = ''] = arn.split(':');
  return service;
}
