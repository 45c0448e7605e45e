import {
  type AslDocument,
  isAslName,
  parse,
  type SourceNode,
  type StringNode,
  valueOf,
  walkStates,
} from '@stepthrough/asl';
import { fileName, type Files } from './files.ts';
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

/** The scenario files about a machine: those that name its file, or have its name, or are alone with it. */
export function scenariosOf(files: Files, { uri }: OpenDocument): readonly OpenDocument[] {
  const neighbours = files.beside(uri);
  const onlyMachine = onlyMachineIn(neighbours);
  return neighbours
    .filter(isScenario)
    .flatMap((each) => files.find(each) ?? [])
    .filter((scenario) => isAbout(scenario, uri, onlyMachine));
}

/** The state machine files that a scenario file is about. */
export function machinesOf(files: Files, file: OpenDocument): readonly OpenDocument[] {
  const neighbours = files.beside(file.uri);
  const onlyMachine = onlyMachineIn(neighbours);
  const declared = definitionsIn(file).map(([, uri]) => uri);
  const uris = neighbours.filter((each) => isAslName(each) && isAbout(file, each, onlyMachine));
  return [...new Set([...declared, ...uris])].flatMap((each) => files.find(each) ?? []);
}

/** The machine that is alone in its folder. */
function onlyMachineIn(neighbours: readonly string[]): string | undefined {
  const machines = new Set(neighbours.filter(isAslName).map(machineName));
  return machines.size === 1 ? [...machines][0] : undefined;
}

function isAbout(
  scenario: OpenDocument,
  machine: string,
  onlyMachine: string | undefined,
): boolean {
  if (/MockConfigFile\.json$/.test(scenario.uri)) return true;
  const definitions = definitionsIn(scenario);
  if (definitions.some(([, uri]) => uri === machine)) return true;
  if (definitions.some(([name]) => name === undefined)) return false;
  if (fileName(scenario.uri).startsWith(`${machineName(machine)}.`)) return true;
  return onlyMachine === machineName(machine);
}

/** A definition file that a scenario names, with its uri and where it is named. */
type NamedDefinition = readonly [machine: string | undefined, uri: string, node: StringNode];

const definitions = new WeakMap<OpenDocument, readonly NamedDefinition[]>();

/** The definition files that a scenario names, under `undefined` that of the main machine. */
export function definitionsIn(file: OpenDocument): readonly NamedDefinition[] {
  const known = definitions.get(file) ?? findDefinitions(file);
  definitions.set(file, known);
  return known;
}

function findDefinitions(file: OpenDocument): readonly NamedDefinition[] {
  const { root } = scenarioTree(file);
  const found: NamedDefinition[] = [];
  const add = (name: string | undefined, path: SourceNode | undefined): void => {
    if (path?.kind === 'string' && URL.canParse(path.value, file.uri)) {
      found.push([name, new URL(path.value, file.uri).href, path]);
    }
  };
  add(undefined, member(root, 'definition'));
  for (const [key, machine] of membersOf(member(root, 'machines'))) {
    add(key.value, member(machine, 'definition'));
  }
  return found;
}

/** The name of the machine that a file defines: `order` of `order.asl.json`. */
export function machineName(uri: string): string {
  return fileName(uri).replace(/(?:\.asl)?\.(?:json|ya?ml|asl)$/i, '');
}

const parsed = new WeakMap<OpenDocument, AslDocument>();

/** The text of a scenario file as a node tree. */
export function scenarioTree(file: OpenDocument): AslDocument {
  const known = parsed.get(file) ?? parse(file.text, file.syntax, file.known);
  parsed.set(file, known);
  return known;
}

/** Every place of a scenario file that names a state. */
function stateMentions(file: OpenDocument): readonly StateMention[] {
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
  return scenariosOf(files, file).flatMap((scenario) => {
    const own = namesOf(scenario, file, machine);
    return stateMentions(scenario)
      .filter((each) => each.name === name)
      .filter((each) => each.machine === undefined || own.has(each.machine))
      .map((mention) => ({ scenario, mention }));
  });
}

/** The mention that holds the offset. */
export function mentionAt(file: OpenDocument, offset: number): StateMention | undefined {
  return stateMentions(file).find(
    ({ node }) => node.range.start <= offset && offset <= node.range.end,
  );
}

/** The states of a machine file that a mention means. */
export function statesMeant(
  scenario: OpenDocument,
  file: OpenDocument,
  { name, machine }: StateMention,
) {
  return file.machines.flatMap((open) => {
    const isMeant = machine === undefined || namesOf(scenario, file, open).has(machine);
    if (!isMeant || !open.document.machine) return [];
    const states = [...walkStates(open.document.machine)];
    return states.filter((state) => state.name === name).map((state) => ({ open, state }));
  });
}

/** What a scenario calls a machine. */
function namesOf(
  scenario: OpenDocument,
  { uri }: OpenDocument,
  { name }: OpenMachine,
): ReadonlySet<string> {
  const declared = definitionsIn(scenario).filter(([, each]) => each === uri);
  const names = declared.flatMap(([each]) => each ?? []);
  return new Set([name ?? machineName(uri), ...names]);
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
