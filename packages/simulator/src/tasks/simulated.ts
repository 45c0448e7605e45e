import { isStatesOperation } from './states-names.ts';
import { member } from '@stepthrough/json';
import { services, type ServiceName } from '@stepthrough/services';

/** Whether a service has this operation here. */
export function isSimulated(service: ServiceName, operation: string): boolean {
  return service === 'states'
    ? isStatesOperation(operation)
    : member<unknown>(services[service].operations, operation) !== undefined;
}
