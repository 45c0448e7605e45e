import { isStatesOperation } from './states-names.ts';
import { hasOperation, type ApiName } from '@stepthrough/services';

/** Whether an API has this operation here. */
export function isSimulated(service: ApiName, operation: string): boolean {
  return service === 'states' ? isStatesOperation(operation) : hasOperation(service, operation);
}
