import {
  type AslDocument,
  findEmbeddedMachines,
  parse,
  propertyOf,
  type Syntax,
  syntaxOf,
} from '@stepthrough/asl';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A state machine of an open file: the file itself, or a definition embedded in it. */
export interface OpenMachine {
  /** All its ranges are places in the file. */
  readonly document: AslDocument;
  /** Whether it stands in a quoted string, where an edit would have to be escaped; none is offered. */
  readonly isEscaped: boolean;
  readonly substitutions: readonly string[] | undefined;
}

/** One version of an open file, read once for all features. */
export interface OpenDocument {
  readonly source: TextDocument;
  readonly version: number;
  readonly machines: readonly OpenMachine[];
}

export function readDocument(source: TextDocument): OpenDocument {
  return { source, version: source.version, machines: machinesIn(source) };
}

/** The machine that holds the offset; a file that is itself a definition has only one. */
export function machineAt({ machines }: OpenDocument, offset: number): OpenMachine | undefined {
  return machines.find(({ document }) => {
    const range = document.machine?.node.range;
    return range !== undefined && range.start <= offset && offset <= range.end;
  });
}

function machinesIn(source: TextDocument): readonly OpenMachine[] {
  const text = source.getText();
  const syntax = syntaxOfSource(source);
  if (isDeclaredAsl(source)) return [itself(parse(text, syntax))];
  if (!mentionsMachine.test(text)) return [];
  const embedded = findEmbeddedMachines(text, syntax);
  if (embedded.length > 0) return embedded;
  const document = parse(text, syntax);
  return looksLikeMachine(document) ? [itself(document)] : [];
}

/** Spares other JSON and YAML files, of which an editor opens many, the cost of a parse. */
const mentionsMachine = /StartAt|States/;

function itself(document: AslDocument): OpenMachine {
  return { document, isEscaped: false, substitutions: undefined };
}

function isDeclaredAsl({ languageId, uri }: TextDocument): boolean {
  return /^asl(?:-yaml)?$/.test(languageId) || /\.asl(?:\.(?:json|ya?ml))?$/i.test(uri);
}

function syntaxOfSource({ languageId, uri }: TextDocument): Syntax {
  return /yaml/.test(languageId) ? 'yaml' : syntaxOf(uri);
}

function looksLikeMachine({ root }: AslDocument): boolean {
  return (
    root?.kind === 'object' &&
    propertyOf(root, 'StartAt') !== undefined &&
    propertyOf(root, 'States') !== undefined
  );
}
