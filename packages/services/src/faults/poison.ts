import { parsed, type Json } from '@stepthrough/json';
import { matchesPattern } from '@stepthrough/scenario';
import type { Surroundings } from '../contract/service.ts';

/** Whether the scenario lets every receiver of such a message fail on it. */
export function isPoison({ scenario }: Surroundings, queue: string, body: Json): boolean {
  return scenario.faults.some(
    ({ poison }) => poison?.queue === queue && matchesPattern(poison.body, parsed(body)),
  );
}
