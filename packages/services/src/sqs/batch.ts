/** Requests of several entries: which SQS refuses as a whole, and the answer for each entry. */
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../contract/outcome.ts';
import { missingParameter, refusal } from './errors.ts';

/** The most entries of one request. */
const limit = 10;

const entryNames = {
  Send: 'SendMessageBatchRequestEntry',
  Delete: 'DeleteMessageBatchRequestEntry',
  ChangeVisibility: 'ChangeMessageVisibilityBatchRequestEntry',
};

type Identified<E> = E & { readonly Id: string };

/** The entries, when there are 1 to 10 with ids of their own. */
export function checkedEntries<E extends { readonly Id?: string }>(
  entries: readonly E[] = [],
  kind: keyof typeof entryNames,
): readonly Identified<E>[] | Refusal {
  if (entries.length === 0) {
    return refusal(
      'EmptyBatchRequest',
      `There should be at least one ${entryNames[kind]} in the request.`,
    );
  }
  if (entries.length > limit) {
    return refusal(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${limit}. You have sent ${entries.length}.`,
    );
  }
  const nameless = entries.findIndex(({ Id }) => Id === undefined);
  if (nameless !== -1) return missingParameter(`${entryNames[kind]}.${nameless + 1}.Id`);
  const identified = entries.filter(isIdentified);
  const ids = identified.map(({ Id }) => Id);
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    return refusal(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) {
    return refusal('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
  }
  return identified;
}

function isIdentified<E extends { readonly Id?: string }>(entry: E): entry is Identified<E> {
  return entry.Id !== undefined;
}

/** Entries one after the other: each has a response, is refused, or fails because the scenario says so. */
export function batchAnswer<E extends { readonly Id: string }>(
  batch: readonly E[],
  perform: (entry: E, index: number) => JsonObject | Refusal | 'injected failure',
): JsonObject {
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  for (const [index, entry] of batch.entries()) {
    const { Id } = entry;
    const answer = perform(entry, index);
    if (answer === 'injected failure') {
      const Message = 'We encountered an internal error. Please try again.';
      Failed.push({ Id, Code: 'InternalError', Message, SenderFault: false });
    } else if (isRefusal(answer)) {
      const { code, queryCode: Code = code, message: Message } = answer.error;
      Failed.push({ Id, Code, Message, SenderFault: true });
    } else Successful.push({ Id, ...answer });
  }
  return {
    ...(Successful.length > 0 ? { Successful } : {}),
    ...(Failed.length > 0 ? { Failed } : {}),
  };
}
