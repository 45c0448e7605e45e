import type { AslDocument, Syntax } from './document.ts';
import { type EmbeddedMachine, findEmbeddedMachines } from './embedded.ts';
import { parse } from './parse.ts';
import { KnownStates } from './source/yaml-states.ts';
import { propertyOf } from './source/node.ts';

/** A definition in a file: the file itself, whose `name` is then undefined, or one embedded in it. */
export interface FoundMachine extends Omit<EmbeddedMachine, 'name'> {
  readonly name: string | undefined;
}

/**
 * The state machines of a file. A file whose name or language declares a definition is one, whatever
 * it holds; in other JSON and YAML those that templates embed are found, or the file is one if it
 * has StartAt and States.
 */
export function machinesIn(
  text: string,
  syntax: Syntax,
  isDeclared: boolean,
  known = new KnownStates(),
): readonly FoundMachine[] {
  if (isDeclared) return [whole(parse(text, syntax, known))];
  // Spares other JSON and YAML files, of which an editor opens many, the cost of a parse.
  if (!/StartAt|States/.test(text)) return [];
  const embedded = findEmbeddedMachines(text, syntax, known);
  if (embedded.length > 0) return embedded;
  const document = parse(text, syntax, known);
  return looksLikeMachine(document) ? [whole(document)] : [];
}

/** Whether the name of a file says that it is a definition. */
export function isAslName(path: string): boolean {
  return /\.asl(?:\.(?:json|ya?ml))?$/i.test(path);
}

/** Whether the name of a file allows comments and commas before closing brackets. */
export function isRelaxedName(path: string): boolean {
  return /\.json[c5]$/i.test(path);
}

function whole(document: AslDocument): FoundMachine {
  const range = { start: 0, end: document.text.length };
  return { name: undefined, range, document, isEscaped: false, substitutions: undefined };
}

function looksLikeMachine({ root }: AslDocument): boolean {
  return (
    root?.kind === 'object' &&
    propertyOf(root, 'StartAt') !== undefined &&
    propertyOf(root, 'States') !== undefined
  );
}
