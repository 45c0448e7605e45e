import type { ScenarioReport as PrintedReport } from '@stepthrough/protocol';
import { type ScenarioReport, testScenario } from '@stepthrough/simulator';
import { writeFile } from 'node:fs/promises';
import { oneOf, readArguments, UsageError, wholeNumber } from '../command.ts';
import { toJunit } from '../output/junit.ts';
import { tellStack } from '../output/own-fault.ts';

/** `stepthrough test`: every start of every scenario against what it expects. */
export async function test(args: readonly string[]): Promise<number> {
  const { values, positionals: files } = readArguments(args, {
    definition: { type: 'string' },
    seed: { type: 'string' },
    junit: { type: 'string' },
    only: { type: 'string', multiple: true },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  if (files.length === 0) throw new UsageError('Name the scenario files to test.');
  const reports: ScenarioReport[] = [];
  for (const file of files) {
    const report = await testScenario(file, {
      ...(values.definition !== undefined && { definition: values.definition }),
      ...(values.seed !== undefined && { seed: wholeNumber('--seed', values.seed) }),
      ...(values.only && { only: values.only }),
    });
    if (format === 'text') process.stdout.write(`${toText(report)}\n`);
    for (const { fault } of report.cases) tellStack(fault);
    reports.push(report);
  }
  if (values.junit !== undefined) await writeFile(values.junit, toJunit(reports));
  const cases = reports.flatMap((report) => report.cases);
  const passed = cases.filter((each) => each.passed).length;
  const failed = cases.length - passed + reports.filter(cannotRun).length;
  process.stdout.write(
    format === 'json' ? `${toJson(reports)}\n` : `${passed} passed, ${failed} failed\n`,
  );
  return failed > 0 ? 1 : 0;
}

/** Without the logs, which are long, and stacks. */
function toJson(reports: readonly ScenarioReport[]): string {
  const printed: readonly PrintedReport[] = reports.map(({ path, problems, cases }) => ({
    path,
    problems,
    cases: cases.map(({ log: _, fault: __, ...result }) => result),
  }));
  return JSON.stringify(printed);
}

function cannotRun({ problems }: ScenarioReport): boolean {
  return problems.length > 0;
}

function toText({ path, problems, warnings, cases }: ScenarioReport): string {
  return [
    path,
    ...warnings.map((warning) => `  ${warned(warning)}`),
    ...problems.map((problem) => `  ${placed(problem)}`),
    ...cases.flatMap(({ name, passed, failures, durationMs }) => [
      `  ${passed ? '✓' : '✗'} ${name} (${Math.round(durationMs)} ms)`,
      ...failures.map((failure) => `      ${placed(failure)}`),
    ]),
  ].join('\n');
}

function warned({ message, ...place }: ScenarioReport['warnings'][number]): string {
  return placed({ ...place, message: `warning: ${message}` });
}

function placed({ path, line, column, message }: ScenarioReport['problems'][number]): string {
  return `${path}:${line}:${column}: ${message}`;
}
