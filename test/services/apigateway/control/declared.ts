/** Conversations about a REST API `shop` that a scenario declares. */
import type { JsonObject } from '@stepthrough/json';
import { Conversation } from './conversation.ts';

export const inShop = { restApiId: 'shop' };

/** Its resources are known by the letters of their paths, e.g. `$ordersid`; the root as `$root`. */
export async function declaredShop(
  shop: object,
  { apis = {}, ...resources }: { readonly apis?: object; readonly [name: string]: object } = {},
): Promise<Conversation> {
  const talk = new Conversation(
    JSON.stringify({ resources: { ...resources, apis: { shop, ...apis } } }),
  );
  talk.known['api'] = 'shop';
  const { items } = await talk.ask('GetResources', { ...inShop, limit: 500 });
  for (const { id, path } of items as readonly JsonObject[]) {
    talk.known[String(path).replace(/\W/g, '') || 'root'] = String(id);
  }
  return talk;
}
