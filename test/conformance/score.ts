/** Runs every case of a folder and counts what matches. */
import type { Case } from './cases.ts';
import { readCases } from './cases.ts';
import { compareCase, type Verdict } from './compare.ts';
import { runExecution, type Run } from './run-execution.ts';
import { runTestState } from './run-test-state.ts';
import { runValidation } from './run-validation.ts';

export interface Score {
  readonly cases: number;
  /** Cases that match in status, output, error and cause. */
  readonly output: number;
  readonly historyCases: number;
  /** Cases that match in every event, or in the inspection data. */
  readonly history: number;
  readonly failing: readonly Failing[];
}

export interface Failing {
  readonly name: string;
  readonly part: 'output' | 'history';
  readonly difference: string;
}

export async function scoreFolder(folder: string): Promise<Score> {
  const cases = readCases(folder);
  const failing: Failing[] = [];
  let output = 0;
  let historyCases = 0;
  let history = 0;
  for (const theCase of cases) {
    const { name } = theCase;
    if ('problem' in theCase) {
      failing.push({ name, part: 'output', difference: theCase.problem });
      continue;
    }
    const [result, verdict] = await judge(theCase);
    const difference = [...verdict.differences, ...result.complaints].slice(0, 4).join('; ');
    if (verdict.output) output += 1;
    else failing.push({ name, part: 'output', difference });
    if (verdict.history !== undefined) historyCases += 1;
    if (verdict.history === true) history += 1;
    if (verdict.history === false) failing.push({ name, part: 'history', difference });
  }
  return { cases: cases.length, output, historyCases, history, failing };
}

async function judge(theCase: Case): Promise<readonly [Run, Verdict]> {
  try {
    const result = await run(theCase);
    return [result, compareCase(theCase, result)];
  } catch (problem) {
    const why = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    const complaints = [why.split('\n').slice(0, 3).join(' ')];
    const { expect, volatile } = theCase;
    const hasRecord = expect.history !== undefined && !volatile.lossyHistory;
    const history = hasRecord || expect.inspectionData !== undefined ? false : undefined;
    return [
      { status: 'THROWN', complaints },
      { output: false, history, differences: [] },
    ];
  }
}

async function run(theCase: Case): Promise<Run> {
  switch (theCase.kind) {
    case 'test-state':
      return runTestState(theCase);
    case 'validation':
      return runValidation(theCase);
    case 'execution':
    case 'express':
      return runExecution(theCase);
  }
}
