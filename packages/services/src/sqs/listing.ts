/** Operations that list queues, a page at a time. */
import { values } from '@stepthrough/collections';
import { base64Decode, base64Encode, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { invalidParameter } from './errors.ts';
import { redriveOf } from './redrive-policy.ts';
import { queueOf, type SqsKey, type SqsState } from './state.ts';

/** The most queues of one answer. */
const limit = 1000;

interface Paging {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

interface Page {
  readonly urls: readonly string[];
  /** There is one only where a number of results is asked for. */
  readonly token: JsonObject;
}

export const listingOperations: { readonly [name: string]: Operation<SqsState, SqsKey> } = {
  ListQueues: operation(
    { QueueNamePrefix: text, MaxResults: number, NextToken: text },
    ({ QueueNamePrefix: prefix = '', ...paging }, state) => {
      const queues = values(state.queues).filter(({ name }) => name.startsWith(prefix));
      const page = pageOf(queues, paging);
      if (isRefusal(page)) return { state, outcome: page };
      const urls = page.urls.length === 0 ? {} : { QueueUrls: page.urls };
      return { state, outcome: success({ ...urls, ...page.token }) };
    },
  ),

  ListDeadLetterSourceQueues: operation(
    { QueueUrl: text, MaxResults: number, NextToken: text },
    ({ QueueUrl, ...paging }, state, context) => {
      const target = queueOf(state, QueueUrl, context);
      if (isRefusal(target)) return { state, outcome: target };
      const sources = values(state.queues).filter(
        (queue) => redriveOf(queue)?.name === target.name,
      );
      const page = pageOf(sources, paging);
      if (isRefusal(page)) return { state, outcome: page };
      return { state, outcome: success({ queueUrls: page.urls, ...page.token }) };
    },
  ),
};

/** A token names the last queue of the page before. */
function pageOf(
  queues: readonly { readonly name: string; readonly url: string }[],
  { MaxResults: most, NextToken }: Paging,
): Page | Refusal {
  if (most !== undefined && !(Number.isInteger(most) && most >= 1 && most <= limit)) {
    return invalidParameter(
      `Value ${most} for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and ${limit}, if provided.`,
    );
  }
  const after = NextToken === undefined ? '' : lastNameIn(NextToken);
  if (after === undefined) return invalidParameter('Invalid or expired next token.');
  const left = queues.filter(({ name }) => name > after);
  const page = left.slice(0, most ?? limit);
  const last = page.at(-1);
  const goesOn = most !== undefined && last !== undefined && left.length > page.length;
  const token = goesOn ? { NextToken: base64Encode(`after ${last.name}`) } : {};
  return { urls: page.map(({ url }) => url), token };
}

function lastNameIn(token: string): string | undefined {
  const bytes = base64Decode(token);
  if (bytes === undefined) return undefined;
  return /^after (.+)$/.exec(new TextDecoder().decode(bytes))?.[1];
}
