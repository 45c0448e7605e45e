/** Endpoints outside, as the scenario declares them. */
import { member } from '@stepthrough/json';
import type { Endpoint } from '@stepthrough/scenario';
import type { Surroundings } from '../contract/service.ts';

interface Declared {
  readonly address: string;
  readonly replies: Endpoint;
}

/** The endpoint whose address is the longest beginning of the URL. */
export function endpointOf({ scenario }: Surroundings, url: string): Declared | undefined {
  const [best] = Object.entries(scenario.resources.endpoints)
    .filter(([address]) => url.startsWith(address))
    .sort(([a], [b]) => b.length - a.length);
  return best && { address: best[0], replies: best[1] };
}

/** The API of the scenario that an execute-api address reaches. */
export function apiOf({ scenario }: Surroundings, url: string): string | undefined {
  const [, name] = /^https?:\/\/([^./]+)\.execute-api\.[^/]+/.exec(url) ?? [];
  return name !== undefined && member(scenario.resources.apis, name) ? name : undefined;
}
