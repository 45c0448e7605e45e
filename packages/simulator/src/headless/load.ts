/** Files of a run: definitions, the scenario beside one, the machines that a scenario names. */
import { parse, readFileText, syntaxOf, UnreadableFile } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import * as fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SimulationProblem, type Scenario, placeIn } from '@stepthrough/scenario';
import type { ProgramSource, SimulationOptions } from '../simulation-options.ts';

/**
 * `named` is where a scenario names the file.
 * @throws SimulationProblem `path:line:column: what is wrong`
 */
export function loadProgram(
  path: string,
  type?: ProgramSource['type'],
  named?: string,
): ProgramSource {
  let text: string;
  try {
    text = readFileText(fs, path);
  } catch (problem) {
    if (!(problem instanceof UnreadableFile)) throw problem;
    throw new SimulationProblem(
      problem.code === 'ENOENT'
        ? `${path}: there is no such definition.`
        : `${named === undefined ? '' : `${named}: `}${path}: the definition cannot be read: ${problem.message}.`,
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
  const main = mainDefinition(scenario, definition);
  if (main === undefined) {
    throw new SimulationProblem(
      `${path}: it is not said which state machine this is a scenario of; add "definition: order.asl.json", or put the definition beside it under the same name.`,
    );
  }
  const named = scenario.definition === undefined ? undefined : placeIn(scenario, ['definition']);
  return { program: loadProgram(main, type, named), machines: loadOtherMachines(scenario) };
}

/** The scenario's own definition, the one given, or the one beside it. @throws SimulationProblem */
export function mainDefinition(
  scenario: Scenario,
  definition: string | undefined,
): string | undefined {
  return ownDefinition(scenario) ?? definition ?? definitionBeside(scenario.path ?? '');
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
  if (fs.existsSync(path)) return path;
  throw new SimulationProblem(
    `${placeIn(scenario, ['definition'])}: there is no file "${scenario.definition}"; "definition" is a path from the scenario's folder.`,
  );
}

function loadOtherMachines(scenario: Scenario): { readonly [name: string]: ProgramSource } {
  const folder = dirname(scenario.path ?? '.');
  const machines = Object.entries(scenario.machines).map(([name, machine]) => {
    const file = resolve(folder, machine.definition);
    const named = placeIn(scenario, ['machines', name, 'definition']);
    if (!fs.existsSync(file)) {
      throw new SimulationProblem(
        `${named}: there is no file "${machine.definition}" for the machine "${name}".`,
      );
    }
    return [name, loadProgram(file, machine.type, named)] as const;
  });
  return Object.fromEntries(machines);
}

function definitionBeside(scenario: string): string | undefined {
  return definitionAt(scenario.replace(/\.scenario\.(?:json|ya?ml)$/i, ''));
}

/** A further machine's definition: the one that the scenario declares, or `NAME.asl.json` and the like beside it. */
export function definitionOf({ path = '.', machines }: Scenario, name: string): string | undefined {
  const folder = dirname(path);
  const declared = member(machines, name);
  return declared ? resolve(folder, declared.definition) : definitionAt(resolve(folder, name));
}

/** `base` is the path up to the endings. */
function definitionAt(base: string): string | undefined {
  return existing(
    ['asl.json', 'asl.yaml', 'asl.yml', 'json', 'yaml', 'yml', 'asl'].map(
      (ending) => `${base}.${ending}`,
    ),
  );
}

function existing(paths: readonly string[]): string | undefined {
  return paths.find((path) => fs.existsSync(path));
}
