import { isStatesOperation } from '../kernel/states-names.ts';
import { operationOf, type ServiceName } from '@stepthrough/services';

/** Whether a service has this operation here. */
export function isSimulated(service: ServiceName, operation: string): boolean {
  return service === 'states'
    ? isStatesOperation(operation)
    : operationOf(service, operation) !== undefined;
}
