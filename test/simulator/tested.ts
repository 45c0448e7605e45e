/** Scenario files in a folder of their own, run as `stepthrough test` runs them. */
import { testScenario, type ScenarioReport, type TestOptions } from '@stepthrough/simulator';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The report of `main`, one of the files given by their names; an object is written as JSON. */
export async function reportOf(
  main: string,
  files: { readonly [name: string]: string | object },
  options: TestOptions = {},
): Promise<ScenarioReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tested-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(join(folder, name), text);
    }
    const { definition } = options;
    return await testScenario(join(folder, main), {
      ...options,
      ...(definition === undefined ? {} : { definition: join(folder, definition) }),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What fails in each start of a scenario beside a machine: `line message`. */
export async function failuresIn(
  scenario: string,
  machine: object,
): Promise<{ readonly [start: string]: readonly string[] }> {
  const { problems, cases } = await reportOf('m.scenario.yaml', {
    'm.scenario.yaml': scenario,
    'm.asl.json': machine,
  });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return Object.fromEntries(
    cases.map(({ name, failures }) => [
      name,
      failures.map(({ line, message }) => `${line} ${message}`),
    ]),
  );
}
