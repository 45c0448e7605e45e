import { parse, roundedNumbers, syntaxOf, toJson } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import {
  beginsByItself,
  type HeadlessResult,
  loadProgram,
  loadScenario,
  ofScenario,
  runHeadless,
  scenarioBeside,
  serviceCatalog,
  type SimulationOptions,
  traceLine,
} from '@stepthrough/simulator';
import { readArguments, UsageError, wholeNumber } from '../command.ts';
import { lineOf, problemsIn } from '../file-problem.ts';
import { positionAt } from '../position.ts';
import { tellStack } from '../output/own-fault.ts';
import { readText } from '../read-text.ts';

/** `stepthrough run`: trace and output of one execution, on the virtual clock. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    scenario: { type: 'string' },
    start: { type: 'string' },
    'test-case': { type: 'string' },
    input: { type: 'string' },
    'input-file': { type: 'string' },
    seed: { type: 'string' },
    history: { type: 'boolean' },
    quiet: { type: 'boolean' },
  });
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('Name the definition to run.');
  if (more.length > 0)
    throw new UsageError(`One definition is run at a time; ${more[0]} is another.`);

  const program = loadProgram(file);
  const scenarioPath = values.scenario ?? scenarioBeside(file);
  const scenario = scenarioPath === undefined ? undefined : loadScenario(scenarioPath);
  const refusal = refusalOf({ program, ...ofScenario({ program, ...(scenario && { scenario }) }) });
  if (refusal !== undefined) {
    process.stderr.write(`${refusal}\n`);
    return 1;
  }
  for (const { line, column, message } of scenario?.warnings ?? []) {
    process.stderr.write(`${scenarioPath}:${line}:${column}: warning: ${message}\n`);
  }
  const { value: given, notices } = readInput(values.input, values['input-file']);
  const hasStart =
    values.start !== undefined || (scenario !== undefined && beginsByItself(scenario));
  const input = given ?? (hasStart ? undefined : {});
  let clockStart: number | undefined;
  const result = await runHeadless({
    program,
    ...(scenario && { scenario }),
    ...(values.start !== undefined && { start: values.start }),
    ...(values['test-case'] !== undefined && { testCase: values['test-case'] }),
    ...(input !== undefined && { input }),
    notices,
    ...(values.seed !== undefined && { seed: wholeNumber('--seed', values.seed) }),
    onLog: (entry) => {
      clockStart ??= entry.at;
      const isTold = entry.kind === 'numberRounded';
      if (isTold) process.stderr.write(`${entry.message}\n`);
      else if (!values.quiet) process.stdout.write(`${traceLine(entry, clockStart)}\n`);
    },
  });
  return report(result, values.history ?? false);
}

type Machines = Pick<SimulationOptions, 'program' | 'machines'>;

/** What keeps AWS from accepting the definitions, in the words of `stepthrough validate`. */
function refusalOf({ program, machines = {} }: Machines): string | undefined {
  const services = serviceCatalog();
  const errors = [program, ...Object.values(machines)].flatMap(({ path, document, type }) =>
    problemsIn(
      document,
      { file: path, text: document.text },
      { type: type ?? 'STANDARD', services },
    ).filter(({ severity }) => severity === 'error'),
  );
  if (errors.length === 0) return undefined;
  return [...errors.map(lineOf), 'AWS would not accept this, and it is not run.'].join('\n');
}

function report(
  { execution, problem, fault, reply, simulation }: HeadlessResult,
  withHistory: boolean,
): number {
  if (problem !== undefined) process.stderr.write(`${problem}\n`);
  tellStack(fault);
  if (!execution) {
    // A start may only invoke a function, or be answered by an API itself.
    if (reply?.ok) {
      process.stdout.write(`${JSON.stringify(reply.response, null, 2)}\n`);
      return problem === undefined ? 0 : 1;
    }
    const why = reply ? `: ${reply.error.code}: ${reply.error.message}` : '; the trace says why.';
    if (problem === undefined) {
      process.stderr.write(`The start has begun no execution${why}\n`);
    }
    return 1;
  }
  if (withHistory) {
    process.stdout.write(`${JSON.stringify(simulation.history(execution.id), null, 2)}\n`);
  }
  const { status, output, error, cause } = execution.snapshot;
  if (status === 'SUCCEEDED') {
    process.stdout.write(`${status}\n${JSON.stringify(output ?? null, null, 2)}\n`);
    return problem === undefined ? 0 : 1;
  }
  const why = [error, cause].filter((part) => part !== undefined).join(': ');
  process.stdout.write(`${status}${why === '' ? '' : ` ${why}`}\n`);
  return 1;
}

interface Input {
  readonly value: Json | undefined;
  /** What is said of it at the beginning. */
  readonly notices: readonly string[];
}

function readInput(text: string | undefined, path: string | undefined): Input {
  if (text !== undefined && path !== undefined) {
    throw new UsageError('--input and --input-file exclude each other.');
  }
  if (path !== undefined) return readJson(path, readText(path));
  return text === undefined ? { value: undefined, notices: [] } : readJson('--input', text);
}

function readJson(source: string, text: string): Input {
  const { root, problems } = parse(text, syntaxOf(source));
  const [problem] = problems;
  const told = (offset: number, message: string): string => {
    const { line, character } = positionAt(text, offset);
    return `${source}:${line + 1}:${character + 1}: ${message}`;
  };
  if (root && !problem) {
    const rounded = roundedNumbers(root, text);
    return {
      value: toJson(root),
      notices: rounded.map((each) => told(each.range.start, each.message)),
    };
  }
  const what = problem?.message ?? 'It is empty; it needs a JSON value.';
  throw new Error(told(problem?.range.start ?? 0, what));
}
