/** What the address of an integration leads to, as a route says it. */
import type { Route } from '@stepthrough/scenario';
import type { IntegrationSettings } from '../rest-api.ts';

export function targetOf({
  type,
  uri = '',
}: Pick<IntegrationSettings, 'type' | 'uri'>): Pick<Route, 'integration' | 'function' | 'uri'> {
  if (type === 'MOCK') return { integration: 'Mock' };
  if (type === 'HTTP' || type === 'HTTP_PROXY') return { integration: 'Http', uri };
  const called = functionIn(uri);
  return called === undefined
    ? { integration: 'Aws', uri }
    : { integration: 'Lambda', function: called };
}

/** The function's reference, in an address `…:lambda:path/2015-03-31/functions/…/invocations`. */
export function functionIn(address: string): string | undefined {
  const [, reference] = /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/s.exec(address) ?? [];
  return reference;
}
