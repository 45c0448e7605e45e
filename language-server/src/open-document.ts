import {
  analyse,
  type AnalysisOptions,
  createFacts,
  type Facts,
  type Problem,
} from '@stepthrough/analysis';
import {
  type AslDocument,
  isAslName,
  isRelaxedName,
  type KnownStates,
  Lines,
  machinesIn,
  type Range,
  type Syntax,
  syntaxOf,
} from '@stepthrough/asl';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A state machine of an open file: the file itself, or a definition embedded in it. */
export interface OpenMachine {
  /** All its ranges are places in the file. */
  readonly document: AslDocument;
  /** The definition's place in the file. */
  readonly range: Range;
  /** The resource's name in a template; `undefined` for a file that is itself a definition. */
  readonly name: string | undefined;
  /** Whether it stands in a quoted string, where an edit has to be escaped. */
  readonly isEscaped: boolean;
  /** What the analyser knows of it, computed when it is first asked for. */
  readonly facts: Facts;
  readonly problems: readonly Problem[];
}

/** One version of an open file, read once for all features. */
export interface OpenDocument {
  readonly uri: string;
  readonly text: string;
  readonly lines: Lines;
  readonly syntax: Syntax;
  /** What texts are read with. */
  readonly known: KnownStates;
  /** Positions of this version; the store's own document object moves on with each edit. */
  readonly source: TextDocument;
  readonly version: number;
  /** Whether the file is a definition, whatever it holds. */
  readonly isDeclared: boolean;
  /** Read when they are first asked for. */
  readonly machines: readonly OpenMachine[];
}

/** `before` is the version that this one follows: a definition stays one while it is being retyped. */
export function readDocument(
  source: TextDocument,
  options: AnalysisOptions,
  known: KnownStates,
  before?: OpenDocument,
): OpenDocument {
  const text = source.getText();
  const isRelaxed = source.languageId === 'jsonc' || isRelaxedName(source.uri);
  const syntax = syntaxOfSource(source);
  const wasMachine = before !== undefined && isDefinition(before);
  const isDeclared = isDeclaredAsl(source) || wasMachine;
  let machines: readonly OpenMachine[] | undefined;
  return {
    uri: source.uri,
    text,
    lines: new Lines(text),
    syntax,
    known,
    source,
    version: source.version,
    isDeclared,
    get machines() {
      return (machines ??= openMachines(
        text,
        syntax,
        isDeclared,
        isRelaxed ? { ...options, isRelaxed } : options,
        known,
      ));
    },
  };
}

/** Whether the file itself is a definition, not one that embeds some. */
export function isDefinition({ isDeclared, machines }: OpenDocument): boolean {
  return isDeclared || machines.some(({ name }) => name === undefined);
}

/** The machine that holds the offset; a file that is itself a definition has only one. */
export function machineAt(
  machines: readonly OpenMachine[],
  offset: number,
): OpenMachine | undefined {
  return machines.find(({ range }) => range.start <= offset && offset <= range.end);
}

export function openMachines(
  text: string,
  syntax: Syntax,
  isDeclared: boolean,
  options: AnalysisOptions,
  known: KnownStates,
): readonly OpenMachine[] {
  return machinesIn(text, syntax, isDeclared, known).map((found) =>
    machineOf(found.document, found, {
      ...options,
      ...(found.substitutions && { substitutions: found.substitutions }),
    }),
  );
}

interface Place {
  readonly range: Range;
  readonly name?: string | undefined;
  readonly isEscaped?: boolean;
}

/** A document as a machine, also one that is none: its facts are computed when they are asked for. */
export function machineOf(
  document: AslDocument,
  place: Place,
  options: AnalysisOptions,
): OpenMachine {
  let facts: Facts | undefined;
  let problems: readonly Problem[] | undefined;
  return {
    document,
    range: place.range,
    name: place.name,
    isEscaped: place.isEscaped ?? false,
    get facts() {
      return (facts ??= createFacts(document, options));
    },
    get problems() {
      return (problems ??= analyse(document, options));
    },
  };
}

/** Whether the language or the name says that a file is a definition, whatever it holds. */
export function isDeclaredAsl({
  languageId,
  uri,
}: Pick<TextDocument, 'languageId' | 'uri'>): boolean {
  return /^asl(?:-yaml)?$/.test(languageId) || isAslName(uri);
}

function syntaxOfSource(source: TextDocument): Syntax {
  const { languageId, uri } = source;
  if (languageId.includes('yaml')) return 'yaml';
  if (languageId !== 'cloudformation') return syntaxOf(uri);
  return source.getText().trimStart().startsWith('{') ? 'json' : 'yaml';
}
