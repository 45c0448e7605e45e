import type { Scope } from '@stepthrough/asl';

/** Whether a scope's states run in child executions of a distributed Map. */
export function isDistributed(scope: Scope): boolean {
  return scope.processorConfig?.mode?.value === 'DISTRIBUTED';
}
