/** Why AWS does not start a Task: nothing is scheduled, and nothing catches it. */
import type { IntegrationResource, Resource } from '@stepthrough/asl';
import { requestProblems, type Integration, ServiceCatalog } from '@stepthrough/catalog';
import { isObject, type Json } from '@stepthrough/json';
import type { ProgramOptions } from '../layout.ts';

export type Refuse = (parameters: Json) => string | undefined;

/** Recorded for an activity that does not exist; its words are an assumption. */
export function missing(resource: Resource, { activities }: ProgramOptions): string | undefined {
  if (resource.kind !== 'activity' || !activities || activities.has(resource.name)) {
    return undefined;
  }
  return `The activity '${resource.arn}' does not exist.`;
}

/** Optimized integrations check the types of the evaluated request (recorded). */
export function refusalOf(
  { kind, integration }: IntegrationResource,
  { catalog = new ServiceCatalog() }: ProgramOptions,
): Refuse | undefined {
  if (kind !== 'optimized') return undefined;
  let known: Integration | undefined;
  return (parameters) => {
    // Models are files, which are read when a Task is first started.
    known ??= catalog.integration(integration);
    if (!known || !isObject(parameters)) return undefined;
    const problems = requestProblems(known.input.members, parameters);
    if (problems.length === 0) return undefined;
    return `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${problems.join(', ')}]`;
  };
}
