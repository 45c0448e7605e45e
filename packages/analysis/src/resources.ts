import {
  type ObjectNode,
  propertyOf,
  type SourceNode,
  type State,
  valueOf,
} from '@stepthrough/asl';
import type { Integration, Pattern, ServiceCatalog } from '@stepthrough/catalog';
import type { QueryLanguage } from '@stepthrough/asl';
import { hasOpenKeys, isOpen } from './nodes.ts';

/** What a Task's Resource names. */
type Resource =
  | { readonly kind: 'function'; readonly isQualified: boolean }
  | { readonly kind: 'activity' }
  | ServiceResource;

interface ServiceResource {
  readonly kind: 'service';
  /** E.g. `lambda:invoke`, or `aws-sdk:s3:getObject`. */
  readonly action: string;
  readonly pattern: Pattern;
}

const arn = /^arn:(aws(?:-[a-z]+)*):([\w-]+):([\w-]*):(\d{12}|[\w-]*):(.+)$/;

/** Reads an ARN; `undefined` for a text that is none that a Task can have. */
export function readResource(text: string): Resource | undefined {
  const [, , service, , , rest = ''] = arn.exec(text) ?? [];
  if (service === 'lambda') {
    const name = /^function:[^:]+(:[^:]+)?$/.exec(rest);
    return name ? { kind: 'function', isQualified: name[1] !== undefined } : undefined;
  }
  if (service !== 'states') return undefined;
  if (rest.startsWith('activity:')) return { kind: 'activity' };
  const found = /^((?:aws-sdk:)?[\w-]+:\w+)(\.sync|\.sync:2|\.waitForTaskToken)?$/.exec(rest);
  const [, action = '', pattern = ''] = found ?? [];
  return found ? { kind: 'service', action, pattern: pattern as Pattern } : undefined;
}

/** The payload that a Task sends, in either query language. */
export function requestOf(state: State): SourceNode | undefined {
  return valueOf(state.node, 'Parameters') ?? valueOf(state.node, 'Arguments');
}

/** A Task's call of a service, as far as deployment does not decide about it. */
export interface ServiceCall {
  readonly action: string;
  readonly pattern: Pattern;
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
  state: State,
  language: QueryLanguage,
  services: ServiceCatalog,
): ServiceCall | undefined {
  if (state.type !== 'Task' || !state.resource || isOpen(state.resource.node)) return undefined;
  const resource = readResource(state.resource.value);
  if (resource?.kind !== 'service') return undefined;
  const { action, pattern } = resource;
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
