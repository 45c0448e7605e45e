/** Runs every case of a folder and counts what matches. */
import type { Case } from './cases.ts';
import { readCases } from './cases.ts';
import { compareCase } from './compare.ts';
import { runExecution, type Run } from './run-execution.ts';
import { runTestState } from './run-test-state.ts';

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
    const result = await run(theCase);
    const verdict = compareCase(theCase, result);
    const difference = [...verdict.differences, ...result.complaints].slice(0, 4).join('; ');
    if (verdict.output) output += 1;
    else failing.push({ name, part: 'output', difference });
    if (verdict.history !== undefined) historyCases += 1;
    if (verdict.history === true) history += 1;
    if (verdict.history === false) failing.push({ name, part: 'history', difference });
  }
  return { cases: cases.length, output, historyCases, history, failing };
}

async function run(theCase: Case): Promise<Run> {
  try {
    return theCase.kind === 'test-state'
      ? await runTestState(theCase)
      : await runExecution(theCase);
  } catch (problem) {
    const why = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    return { status: 'THROWN', complaints: [why.split('\n').slice(0, 3).join(' ')] };
  }
}
