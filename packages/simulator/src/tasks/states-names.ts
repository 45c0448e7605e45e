/** Operations of the Step Functions API that are simulated. */
const statesOperationNames = [
  'StartExecution',
  'StartSyncExecution',
  'DescribeExecution',
  'StopExecution',
  'RedriveExecution',
  'SendTaskSuccess',
  'SendTaskFailure',
  'SendTaskHeartbeat',
  'GetActivityTask',
  'ListExecutions',
  'GetExecutionHistory',
] as const;
export type StatesOperationName = (typeof statesOperationNames)[number];

export function isStatesOperation(name: string): name is StatesOperationName {
  return statesOperationNames.some((known) => known === name);
}
