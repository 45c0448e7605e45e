/** Publish and PublishBatch. */
import { get } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import type { Attempt } from './attempts.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import {
  fifoProblem,
  lengthOf,
  messageProblem,
  outgoing,
  type Outgoing,
} from './message-problems.ts';
import { publishToDevice } from './platform-endpoints.ts';
import { isPhoneNumber } from './protocols.ts';
import { topicOf, type SnsState, type Topic } from './state.ts';
import { take } from './taking.ts';
import { messageSizeOf } from './topic-attributes.ts';

/** The most messages of a batch. */
const batchLimit = 10;

export const publishOperations: { readonly [name: string]: Operation<SnsState, Attempt> } = {
  Publish: operation(
    { TopicArn: text, TargetArn: text, PhoneNumber: text, ...outgoing.fields },
    (request, state: SnsState, context): Result<SnsState, Attempt> => {
      const { TopicArn, TargetArn, PhoneNumber } = request;
      if (PhoneNumber !== undefined) return toPhone(PhoneNumber, request, state, context);
      const arn = TopicArn ?? TargetArn;
      if (arn === undefined) {
        const reason = 'TopicArn or TargetArn Reason: no value for required parameter';
        return { state, outcome: invalidParameter(reason) };
      }
      const isEndpoint = /^arn:[^:]*:sns:[^:]*:[^:]*:endpoint\//.test(arn);
      if (TopicArn === undefined && isEndpoint)
        return publishToDevice(arn, request, state, context);
      const parameter = TopicArn === undefined ? 'TargetArn' : 'TopicArn';
      const problem = messageProblem(request);
      if (problem) return { state, outcome: problem };
      const topic = topicOf(state, arn, context, parameter);
      if (isRefusal(topic)) return { state, outcome: topic };
      const refused = problemAt(topic, request);
      if (refused) return { state, outcome: refused };
      const taken = take(state, topic, request, context);
      return { state: taken.state, outcome: success(taken.response), effects: taken.effects };
    },
  ),

  PublishBatch: operation(
    {
      TopicArn: text,
      PublishBatchRequestEntries: list(members({ Id: text, ...outgoing.fields })),
    },
    ({ TopicArn, PublishBatchRequestEntries: entries }, state: SnsState, context) => {
      if (!entries) return { state, outcome: missingParameter('PublishBatchRequestEntries') };
      const topic = topicOf(state, TopicArn, context);
      const problem = isRefusal(topic) ? topic : batchProblem(entries, topic);
      if (isRefusal(topic) || problem) return { state, outcome: problem ?? success({}) };
      let after = state;
      const Successful: JsonObject[] = [];
      const effects = entries.flatMap((entry, index) => {
        const uuid = (purpose: string): string => context.uuid(`${purpose}${index}`);
        const current = get(after.topics, topic.name) ?? topic;
        const taken = take(after, current, entry, { ...context, uuid });
        after = taken.state;
        Successful.push({ Id: entry.Id ?? '', ...taken.response });
        return taken.effects;
      });
      return { state: after, outcome: success({ Successful, Failed: [] }), effects };
    },
  ),
};

/** What a topic refuses of a message that is fit otherwise. */
function problemAt(topic: Topic, request: Outgoing): Refusal | undefined {
  return lengthOf(request) > messageSizeOf(topic)
    ? invalidParameter('Message too long')
    : fifoProblem(request, topic);
}

type Entry = Outgoing & { readonly Id?: string };

/** Why a batch is refused as a whole: one wrong message is enough. */
function batchProblem(entries: readonly Entry[], topic: Topic): Refusal | undefined {
  if (entries.length === 0) {
    return refusal('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  }
  if (entries.length > batchLimit) {
    return refusal(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible.',
    );
  }
  const ids = entries.map(({ Id = '' }) => Id);
  if (new Set(ids).size < ids.length) {
    return refusal(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id))) {
    return refusal(
      'InvalidBatchEntryIdException',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  if (entries.reduce((total, entry) => total + lengthOf(entry), 0) > messageSizeOf(topic)) {
    return refusal(
      'BatchRequestTooLongException',
      'The length of all the messages put together is more than the limit.',
    );
  }
  for (const entry of entries) {
    const problem = messageProblem(entry) ?? fifoProblem(entry, topic);
    if (problem) return problem;
  }
  return undefined;
}

/** A message to a number: taken, and gone. */
function toPhone(
  number: string,
  request: Outgoing,
  state: SnsState,
  context: Context,
): Result<SnsState, Attempt> {
  if (!isPhoneNumber(number)) {
    const reason = `PhoneNumber Reason: ${number} is not valid to publish to`;
    return { state, outcome: invalidParameter(reason) };
  }
  const problem = messageProblem(request);
  if (problem) return { state, outcome: problem };
  return {
    state,
    outcome: success({ MessageId: context.uuid('notification') }),
    effects: [
      {
        do: 'log',
        kind: 'eventPublished',
        message: `SMS message sent to ${number}; its delivery is not simulated`,
        data: request.Message ?? '',
      },
    ],
  };
}
