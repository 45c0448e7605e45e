import type { Case } from './cases.ts';
import type { Run } from './run-execution.ts';

export function runTestState(theCase: Case): Promise<Run> {
  return Promise.resolve({ complaints: [`${theCase.name}: TestState is not here yet.`] });
}
