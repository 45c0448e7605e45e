import {
  type AslDocument,
  isAslName,
  parse,
  type SourceNode,
  type StringNode,
  valueOf,
} from '@stepthrough/asl';
import type { Files } from './files.ts';
import type { OpenDocument, OpenMachine } from './open-document.ts';

/** A scenario file describes runs of the state machines beside it, and names their states. */
export interface StateMention {
  readonly name: string;
  /** The name where it is written: a value, or the key of a MockConfigFile's test case. */
  readonly node: StringNode;
  /** The machine that is meant; `undefined` for the main one. */
  readonly machine: string | undefined;
}

export function isScenario(uri: string): boolean {
  return /\.scenario\.(?:json|ya?ml)$/i.test(uri) || /MockConfigFile\.json$/.test(uri);
}

/** The scenario files that may be about a machine: of its name, or of a folder with no other machine. */
export function scenariosOf(files: Files, { uri }: OpenDocument): readonly OpenDocument[] {
  const neighbours = files.beside(uri);
  return neighbours
    .filter(isScenario)
    .filter((each) => isAbout(each, uri, neighbours))
    .flatMap((each) => files.find(each) ?? []);
}

/** The state machine files that a scenario file may be about. */
export function machinesOf(files: Files, { uri }: OpenDocument): readonly OpenDocument[] {
  const neighbours = files.beside(uri);
  return neighbours
    .filter((each) => isAslName(each) && isAbout(uri, each, neighbours))
    .flatMap((each) => files.find(each) ?? []);
}

function isAbout(scenario: string, machine: string, neighbours: readonly string[]): boolean {
  if (/MockConfigFile\.json$/.test(scenario)) return true;
  if (fileName(scenario).startsWith(`${machineName(machine)}.`)) return true;
  const machines = neighbours.filter(isAslName).map(machineName);
  return new Set(machines).size === 1 && machines[0] === machineName(machine);
}

/** The name of the machine that a file defines: `order` of `order.asl.json`. */
export function machineName(uri: string): string {
  return fileName(uri).replace(/(?:\.asl)?\.(?:json|ya?ml|asl)$/i, '');
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

const parsed = new WeakMap<OpenDocument, AslDocument>();

/** The text of a scenario file as a node tree. */
export function scenarioTree(file: OpenDocument): AslDocument {
  const known = parsed.get(file) ?? parse(file.text, file.syntax);
  parsed.set(file, known);
  return known;
}

/** Every place of a scenario file that names a state. */
export function stateMentions(file: OpenDocument): readonly StateMention[] {
  const { root } = scenarioTree(file);
  const found: StateMention[] = [];
  const add = (node: SourceNode | undefined, machine: string | undefined): void => {
    if (node?.kind === 'string') found.push({ name: node.value, node, machine });
    if (node?.kind === 'array') for (const item of node.items) add(item, machine);
  };
  for (const answer of itemsIn(root, 'answers')) {
    const match = member(answer, 'match');
    add(member(match, 'state'), textOf(member(match, 'machine')));
  }
  for (const execution of itemsIn(member(root, 'expect'), 'executions')) {
    add(member(execution, 'path'), textOf(member(execution, 'machine')));
  }
  for (const [machine, description] of membersOf(member(root, 'StateMachines'))) {
    for (const [, testCase] of membersOf(member(description, 'TestCases'))) {
      for (const [key] of membersOf(testCase)) {
        found.push({ name: key.value, node: key, machine: machine.value });
      }
    }
  }
  return found;
}

/** The mentions of a state of this machine in the scenario files about it. */
export function mentionsOf(
  files: Files,
  file: OpenDocument,
  machine: OpenMachine,
  name: string,
): readonly { readonly scenario: OpenDocument; readonly mention: StateMention }[] {
  const own = machine.name ?? machineName(file.uri);
  return scenariosOf(files, file).flatMap((scenario) =>
    stateMentions(scenario)
      .filter((each) => each.name === name && (each.machine ?? own) === own)
      .map((mention) => ({ scenario, mention })),
  );
}

/** The error names that a scenario lets states throw. */
export function errorsThrownIn(file: OpenDocument): readonly string[] {
  const found = new Set<string>();
  const visit = (node: SourceNode | undefined): void => {
    for (const [key, value] of membersOf(node)) {
      const error =
        key.value === 'throw' ? textOf(member(value, 'error')) : textOf(member(value, 'Error'));
      if (error !== undefined && (key.value === 'throw' || key.value === 'Throw')) found.add(error);
      visit(value);
    }
    if (node?.kind === 'array') node.items.forEach(visit);
  };
  visit(scenarioTree(file).root);
  return [...found];
}

function itemsIn(node: SourceNode | undefined, name: string): readonly SourceNode[] {
  const list = member(node, name);
  return list?.kind === 'array' ? list.items : [];
}

function member(node: SourceNode | undefined, name: string): SourceNode | undefined {
  return node?.kind === 'object' ? valueOf(node, name) : undefined;
}

function membersOf(node: SourceNode | undefined) {
  if (node?.kind !== 'object') return [];
  return node.properties.map(({ key, value }) => [key, value] as const);
}

function textOf(node: SourceNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}
