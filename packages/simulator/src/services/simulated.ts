import { isStatesOperation } from '../kernel/states-names.ts';
import { operationOf } from './registry.ts';
import type { ServiceName } from './service.ts';

/** Whether a service has this operation here. */
export function isSimulated(service: ServiceName, operation: string): boolean {
  return service === 'states'
    ? isStatesOperation(operation)
    : operationOf(service, operation) !== undefined;
}
