/** Which simulated service an integration asks, and how. */
import type { IntegrationResource } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import {
  serviceNames,
  services,
  type ApiName,
  type OptimizedIntegration,
  type SdkIntegration,
  type ServiceName,
  type TaskIntegrations,
} from '@stepthrough/services';
import { statesIntegrations } from './states-integration.ts';

export type Asked = Pick<IntegrationResource, 'kind' | 'service' | 'action' | 'integration'>;

interface Owned<T> {
  readonly service: ApiName;
  readonly how: T;
}

const all: readonly (readonly [ServiceName, TaskIntegrations | undefined])[] = [
  ['states', statesIntegrations],
  ...serviceNames.map((name) => [name, services[name].integrations] as const),
];

const optimized: { readonly [action: string]: Owned<OptimizedIntegration> } = Object.fromEntries(
  all.flatMap(([service, integrations]) =>
    Object.entries(integrations?.optimized ?? {}).map(([action, how]) => [
      action,
      { service, how },
    ]),
  ),
);

const sdk: { readonly [service: string]: Owned<SdkIntegration> } = Object.fromEntries(
  all.flatMap(([service, integrations]) =>
    Object.entries(integrations?.sdk ?? {}).map(([name, how]) => [
      name,
      { service: how.api ?? service, how },
    ]),
  ),
);

/** By what follows `states:::`; `undefined` when no service has it. */
export function optimizedIntegration({
  kind,
  integration,
}: Asked): Owned<OptimizedIntegration> | undefined {
  return kind === 'optimized' ? member(optimized, integration) : undefined;
}

/** By what follows `aws-sdk:`; `undefined` when the service is not simulated. */
export function sdkIntegration({ kind, service }: Asked): Owned<SdkIntegration> | undefined {
  return kind === 'sdk' ? member(sdk, service) : undefined;
}
