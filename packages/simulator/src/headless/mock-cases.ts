/** The test cases of a mock file, each with the machine that it names and that machine's definition. */
import { member } from '@stepthrough/json';
import { placeIn, SimulationProblem, type Scenario } from '@stepthrough/scenario';
import { nameOf } from '../make-setting.ts';
import { definitionOf, loadMachines, loadProgram, mainDefinition } from './load.ts';

type Files = ReturnType<typeof loadMachines>;

export interface MockCase {
  /** `Case`, or `machine#Case` where another machine has a case of that name. */
  readonly name: string;
  readonly testCase: string;
  /** What it runs, or why it does not. */
  readonly files: Files | { readonly problem: string };
}

/**
 * Where a definition is named, or lies beside the file under its name, the cases are those of its machine;
 * otherwise each machine's definition is one of `machines`, or lies beside the file as `NAME.asl.json`.
 * @throws SimulationProblem when the definition is that of none of the machines
 */
export function mockCasesOf(scenario: Scenario, definition?: string): readonly MockCase[] {
  const machines = Object.entries(scenario.mocks?.StateMachines ?? {});
  const main = mainDefinition(scenario, definition);
  const chosen = main === undefined ? machines : ofDefinition(scenario, machines, main);
  const all = chosen.flatMap(([machine, { TestCases }]) => {
    const files =
      main === undefined ? filesOf(scenario, machine) : loadMachines(scenario, definition);
    return Object.keys(TestCases).map((testCase) => ({ machine, testCase, files }));
  });
  return all.map(({ machine, testCase, files }) => {
    const isShared = all.some((each) => each.testCase === testCase && each.machine !== machine);
    return { name: isShared ? `${machine}#${testCase}` : testCase, testCase, files };
  });
}

type Machines = readonly (readonly [
  string,
  { readonly TestCases: { readonly [name: string]: unknown } },
])[];

function ofDefinition(scenario: Scenario, machines: Machines, main: string): Machines {
  const name = nameOf({ path: main });
  const own = machines.filter(([machine]) => machine === name);
  // A file for one machine serves whatever that machine's file is called here.
  if (own.length > 0 || machines.length < 2) return own.length > 0 ? own : machines;
  const known = machines.map(([machine]) => machine).join(', ');
  throw new SimulationProblem(
    `${placeIn(scenario, ['StateMachines'])}: "${name}" is none of the machines of the mock file, which are ${known}.`,
  );
}

function filesOf(scenario: Scenario, machine: string): MockCase['files'] {
  const declared = member(scenario.machines, machine);
  const path = definitionOf(scenario, machine);
  if (path === undefined) {
    const place = placeIn(scenario, ['StateMachines', machine]);
    return {
      problem: `${place}: the machine "${machine}" has no definition; put ${machine}.asl.json beside the file.`,
    };
  }
  try {
    const { type } = declared ?? scenario;
    const program = { ...loadProgram(path, type), name: machine };
    const { machines } = loadMachines(scenario, path);
    return { program, machines };
  } catch (problem) {
    if (!(problem instanceof SimulationProblem)) throw problem;
    return { problem: problem.message };
  }
}
