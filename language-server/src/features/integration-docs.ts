import type { ServiceCatalog } from '@stepthrough/catalog';
import type { IntegrationDocs } from '@stepthrough/protocol';
import { calledBy } from '../called-by.ts';

/** What the catalogue says about the action that a `Resource` names, and about each member of its request. */
export function integrationDocs(
  services: ServiceCatalog,
  resource: string,
): IntegrationDocs | null {
  const integration = calledBy(services, resource)?.integration;
  if (!integration) return null;
  const { action, doc: text, docUrl: url, input } = integration;
  const parameters = input.members.map(({ name, required: isRequired, doc }) => ({
    name,
    isRequired,
    ...(doc === undefined ? {} : { text: doc }),
  }));
  const needed = parameters.filter(({ isRequired }) => isRequired);
  const others = parameters.filter(({ isRequired }) => !isRequired);
  return { action, text, url, parameters: [...needed, ...others] };
}
