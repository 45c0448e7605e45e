/** What queues must hold and have seen, and the messages that must have been sent. */
import { get } from '@stepthrough/collections';
import { member, parsed } from '@stepthrough/json';
import type { Expectation } from '@stepthrough/scenario';
import { counts, settle } from '@stepthrough/services';
import type { Simulation } from '../simulation.ts';
import { countProblem, difference, short, type Mismatch } from './expected-values.ts';

export function checkQueues(
  { world }: Simulation,
  queues: Expectation['queues'],
  at: readonly string[],
): Mismatch[] {
  return Object.entries(queues).flatMap(([name, expected]) => {
    const found = get(world.services.sqs.queues, name);
    if (!found) return [{ at: [...at, name], message: `There is no queue "${name}".` }];
    const queue = settle(found, world.now);
    const actual: { readonly [name: string]: number } = { ...counts(queue), ...queue.totals };
    return Object.entries(expected).flatMap(([field, wanted]) => {
      const problem = countProblem(wanted, member(actual, field) ?? 0, `${field} in ${name}`);
      return problem === undefined ? [] : [{ at: [...at, name, field], message: problem }];
    });
  });
}

export function checkMessages(
  simulation: Simulation,
  messages: Expectation['messages'],
  at: readonly string[],
): Mismatch[] {
  const sent = simulation.log().filter(({ kind }) => kind === 'messageSent');
  return messages.flatMap(({ queue, body, count }, index) => {
    const of = sent.filter(({ resource }) => resource === queue);
    const fitting = of.filter(
      ({ data }) => body === undefined || difference(body, parsed(data ?? null)) === undefined,
    );
    const what = `messages to ${queue}${body === undefined ? '' : ` that fit ${short(body)}`}`;
    const problem = countProblem(count, fitting.length, what);
    if (problem === undefined) return [];
    const bodies = of.map(({ data }) => short(data ?? null)).slice(0, 5);
    const seen = bodies.length === 0 ? 'None was sent.' : `Sent were ${bodies.join(', ')}.`;
    return [{ at: [...at, String(index)], message: `${problem} ${seen}` }];
  });
}
