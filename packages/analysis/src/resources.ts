import {
  hasOpenKeys,
  isIntegration,
  type ObjectNode,
  propertyOf,
  type QueryLanguage,
  readResource,
  type SourceNode,
  type TaskState,
  valueOf,
} from '@stepthrough/asl';
import type { Integration, IntegrationPattern, ServiceCatalog } from '@stepthrough/catalog';
import { isOpen } from './nodes.ts';

/** The payload that a Task sends, in either query language. */
export function requestOf(state: TaskState): SourceNode | undefined {
  return valueOf(state.node, 'Parameters') ?? valueOf(state.node, 'Arguments');
}

/** A Task's call of a service, as far as deployment does not decide about it. */
export interface ServiceCall {
  /** As the catalogue has it: `sqs:sendMessage`, `aws-sdk:s3:getObject`. */
  readonly action: string;
  readonly pattern: IntegrationPattern;
  /** The node of Resource. */
  readonly at: SourceNode;
  /** `undefined` for an action that is not in the catalogue. */
  readonly integration: Integration | undefined;
  /** Where the request stands in this query language. */
  readonly field: 'Parameters' | 'Arguments';
  /** The request, where it is an object whose members can be told; `undefined` if there is none. */
  readonly request: ObjectNode | 'open' | undefined;
}

export function serviceCallOf(
  state: TaskState,
  language: QueryLanguage,
  services: ServiceCatalog,
): ServiceCall | undefined {
  if (!state.resource || isOpen(state.resource.node)) return undefined;
  const resource = readResource(state.resource.value);
  if (!isIntegration(resource)) return undefined;
  const { integration: action, pattern } = resource;
  const field = language === 'JSONata' ? 'Arguments' : 'Parameters';
  const value = propertyOf(state.node, field)?.value;
  const isKnown = value?.kind === 'object' && !isOpen(value) && !hasOpenKeys(value);
  return {
    action,
    pattern,
    at: state.resource.node,
    integration: services.integration(action),
    field,
    request: value && (isKnown ? value : 'open'),
  };
}
