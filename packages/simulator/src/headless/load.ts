/** Files of a run: definitions, the scenario beside one, the machines that a scenario names. */
import { parse, syntaxOf } from '@stepthrough/asl';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SimulationProblem } from '../problem.ts';
import type { Scenario } from '../scenario/model.ts';
import { placeIn } from '../scenario/model.ts';
import type { ProgramSource, SimulationOptions } from '../simulation.ts';

/** @throws SimulationProblem `path:line:column: what is wrong` */
export function loadProgram(path: string, type?: ProgramSource['type']): ProgramSource {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (problem) {
    const isMissing = problem instanceof Error && 'code' in problem && problem.code === 'ENOENT';
    throw new SimulationProblem(
      isMissing
        ? `${path}: there is no such definition.`
        : `${path}: the definition cannot be read.`,
    );
  }
  const document = parse(text, syntaxOf(path));
  return { path, document, ...(type === undefined ? {} : { type }) };
}

/** `order.scenario.yaml`, `.yml` or `.json` beside `order.asl.json`. */
export function scenarioBeside(definition: string): string | undefined {
  const base = definition.replace(/(?:\.asl)?\.(?:json|ya?ml|asl)$/i, '');
  return existing(['yaml', 'yml', 'json'].map((ending) => `${base}.scenario.${ending}`));
}

/** The main machine and the others that the scenario names. @throws SimulationProblem */
export function loadMachines(
  scenario: Scenario,
  definition?: string,
): {
  readonly program: ProgramSource;
  readonly machines: { readonly [name: string]: ProgramSource };
} {
  const { path = '', type } = scenario;
  const main = ownDefinition(scenario) ?? definition ?? definitionBeside(path);
  if (main === undefined) {
    throw new SimulationProblem(
      `${path}: it is not said which state machine this is a scenario of; add "definition: order.asl.json", or put the definition beside it under the same name.`,
    );
  }
  return { program: loadProgram(main, type), machines: loadOtherMachines(scenario) };
}

/** What a scenario adds to the run of a program: its type and the other machines. @throws SimulationProblem */
export function ofScenario({
  scenario,
  program,
  machines,
}: Pick<SimulationOptions, 'scenario' | 'program' | 'machines'>): Pick<
  Partial<SimulationOptions>,
  'program' | 'machines'
> {
  if (!scenario || machines) return {};
  ownDefinition(scenario);
  const { type } = scenario;
  return {
    machines: loadOtherMachines(scenario),
    program: type === undefined || program.type !== undefined ? program : { ...program, type },
  };
}

/** The definition that the scenario names. @throws SimulationProblem when there is no such file */
function ownDefinition(scenario: Scenario): string | undefined {
  if (scenario.definition === undefined) return undefined;
  const path = resolve(dirname(scenario.path ?? ''), scenario.definition);
  if (existsSync(path)) return path;
  throw new SimulationProblem(
    `${placeIn(scenario, ['definition'])}: there is no file "${scenario.definition}"; "definition" is a path from the scenario's folder.`,
  );
}

function loadOtherMachines(scenario: Scenario): { readonly [name: string]: ProgramSource } {
  const folder = dirname(scenario.path ?? '.');
  const machines = Object.entries(scenario.machines).map(([name, machine]) => {
    const file = resolve(folder, machine.definition);
    if (!existsSync(file)) {
      throw new SimulationProblem(
        `${placeIn(scenario, ['machines', name, 'definition'])}: there is no file "${machine.definition}" for the machine "${name}".`,
      );
    }
    return [name, loadProgram(file, machine.type)] as const;
  });
  return Object.fromEntries(machines);
}

function definitionBeside(scenario: string): string | undefined {
  const base = scenario.replace(/\.scenario\.(?:json|ya?ml)$/i, '');
  return existing(
    ['asl.json', 'asl.yaml', 'asl.yml', 'json', 'yaml', 'yml', 'asl'].map(
      (ending) => `${base}.${ending}`,
    ),
  );
}

function existing(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}
