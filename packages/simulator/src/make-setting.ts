import { roundedNumbers } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import { childProgram, compile, type Program } from '@stepthrough/interpreter';
import { defaultLimits } from './world/limits.ts';
import {
  SimulationProblem,
  emptyScenario,
  type Scenario,
  selectTestCase,
} from '@stepthrough/scenario';
import { activitiesOf } from './tasks/known-activities.ts';
import type { Machine, Setting } from './world/setting.ts';
import type { ProgramSource, SimulationOptions } from './simulation-options.ts';
import { serviceCatalog } from './service-catalog.ts';
import { checkAnswers } from './answers/validate-answers.ts';

const account = '123456789012';
const region = 'us-east-1';
/** 2026-01-01T00:00:00Z: a run without a clock of its own is the same every day. */
const defaultClockStart = 1_767_225_600_000;

/** Compiles the machines and puts together what stays the same during a run. */
export function makeSetting(options: SimulationOptions): Setting {
  const given = options.scenario ?? emptyScenario;
  const scenario: Scenario = selectTestCase(given, options.testCase, nameOf(options.program));
  const catalog = options.catalog ?? serviceCatalog();
  const make = (source: ProgramSource): Machine => makeMachine(source, scenario, catalog);
  const main = make(options.program);
  const machines = new Map([[main.name, main]]);
  for (const [name, source] of Object.entries(options.machines ?? {})) {
    machines.set(name, make({ ...source, name }));
  }
  checkAnswers(scenario, machines.values(), catalog);
  return {
    machines,
    main,
    scenario,
    catalog,
    seed: options.seed ?? scenario.seed ?? 1,
    account,
    region,
    clockStart: options.clockStart ?? scenario.clockStart ?? defaultClockStart,
    limits: { ...defaultLimits, ...options.limits },
    notices: [
      ...[...machines.values()].flatMap(noticesOf),
      ...scenario.notices,
      ...(options.notices ?? []),
    ],
  };
}

function noticesOf({
  path,
  document,
}: Pick<ProgramSource, 'path' | 'document'>): readonly string[] {
  return roundedNumbers(document.root, document.text).map(
    ({ message, range }) => `${place({ path, document }, range.start)}: ${message}`,
  );
}

function makeMachine(source: ProgramSource, scenario: Scenario, catalog: ServiceCatalog): Machine {
  const { document, path, type = 'STANDARD' } = source;
  const [problem] = document.problems;
  if (problem)
    throw new SimulationProblem(`${place(source, problem.range.start)}: ${problem.message}`);
  if (!document.machine) {
    throw new SimulationProblem(
      `${path}: this is no state machine; a definition is an object with "StartAt" and "States".`,
    );
  }
  const name = nameOf(source);
  const activities = activitiesOf(scenario, document.machine);
  const known = activities ? { catalog, activities } : { catalog };
  const program = compile(document.machine, { limits: 'aws', ...known });
  return {
    name,
    arn: `arn:aws:states:${region}:${account}:stateMachine:${name}`,
    type,
    path,
    document,
    program,
    processor: processorsOf(program),
  };
}

/** Each step of each child asks for its program, so it is looked for once a state. */
function processorsOf(program: Program): Machine['processor'] {
  const known = new Map<string, Program>();
  return (state) => {
    const found = known.get(state) ?? childProgram(program, state);
    known.set(state, found);
    return found;
  };
}

/** The name of the machine that a definition's file makes. */
export function nameOf({ name, path }: Pick<ProgramSource, 'name' | 'path'>): string {
  if (name !== undefined) return name;
  const file = path.split(/[/\\]/).at(-1) ?? path;
  return file.split('.')[0] ?? file;
}

function place(
  { path, document }: Pick<ProgramSource, 'path' | 'document'>,
  offset: number,
): string {
  const lines = document.text.slice(0, offset).split('\n');
  return `${path}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}
