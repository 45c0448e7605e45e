import { isIntegration, readResource } from '@stepthrough/asl';
import type { Integration, IntegrationPattern, ServiceCatalog } from '@stepthrough/catalog';

interface Called {
  readonly integration: Integration;
  readonly pattern: IntegrationPattern;
}

/** What the Resource of a Task calls, if it is a service integration that the catalogue has. */
export function calledBy(services: ServiceCatalog, text: string): Called | undefined {
  const resource = readResource(text);
  if (!isIntegration(resource)) return undefined;
  const integration = services.integration(resource.integration);
  return integration && { integration, pattern: resource.pattern };
}
