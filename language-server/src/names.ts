import { findState, type Range, type State } from '@stepthrough/asl';
import { characters, isPlainYaml, limits } from '@stepthrough/catalog';
import type { Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Files } from './files.ts';
import { lspEdit, locationIn, refused } from './lsp-range.ts';
import { machineAt, type OpenDocument, type OpenMachine } from './open-document.ts';
import {
  isScenario,
  machinesOf,
  mentionAt,
  mentionsOf,
  type StateMention,
  statesMeant,
} from './scenarios.ts';
import { referenceAt, renameEdits, sameState } from './state-names.ts';
import {
  sameVariable,
  variableAt,
  type VariableOccurrence,
  visibleVariables,
} from './variable-names.ts';

/** A state or variable that is named at a place: what navigation and renaming ask about it. */
export interface Name {
  readonly text: string;
  /** The name alone at that place, without quotes. */
  readonly range: Range;
  readonly definitions: readonly Location[];
  /** Without the definitions; those in other files last. */
  readonly uses: () => readonly Location[];
  /** @throws a ResponseError that says why the name cannot be given. */
  readonly rename: (name: string) => WorkspaceEdit;
}

export function nameAt(files: Files, file: OpenDocument, offset: number): Name | undefined {
  if (isScenario(file.uri)) return nameInScenario(files, file, offset);
  const open = machineAt(file.machines, offset);
  if (!open) return undefined;
  // Names of states are found at once; variables have to be followed through the machine.
  const reference = referenceAt(open.document, offset);
  const state = reference && findState(reference.scope, reference.name);
  if (state) return stateName(files, file, open, state, contentRange(file.text, reference.range));
  const variable = reference ? undefined : variableAt(open, offset);
  return variable && variableName(file, open, variable);
}

function stateName(
  files: Files,
  file: OpenDocument,
  open: OpenMachine,
  state: State,
  range: Range,
): Name {
  const places = sameState(open.document, state);
  const mentions = () => mentionsOf(files, file, open, state.name);
  return {
    text: state.name,
    range,
    definitions: places.filter(({ isKey }) => isKey).map((each) => locationIn(file, each.range)),
    uses: () => [
      ...places
        .filter(({ isKey }) => !isKey)
        .sort((a, b) => a.range.start - b.range.start)
        .map((each) => locationIn(file, each.range)),
      ...mentions().map(({ scenario, mention }) => locationIn(scenario, mention.node.range)),
    ],
    rename: (name) => {
      const changes = new Map([
        [file.uri, renameEdits(open, state, name).map((edit) => lspEdit(file.source, edit))],
      ]);
      for (const { scenario, mention } of mentions()) {
        const newText = writtenLike(scenario, mention, name);
        const before = changes.get(scenario.uri) ?? [];
        const edit = lspEdit(scenario.source, { range: mention.node.range, newText });
        changes.set(scenario.uri, [...before, edit]);
      }
      return { changes: Object.fromEntries(changes) };
    },
  };
}

function variableName(file: OpenDocument, open: OpenMachine, variable: VariableOccurrence): Name {
  const places = sameVariable(open, variable);
  const locations = (isAssignment: boolean): Location[] =>
    places
      .filter((each) => each.isAssignment === isAssignment)
      .map(({ range }) => locationIn(file, range));
  return {
    text: variable.name,
    range: variable.range,
    definitions: locations(true),
    uses: () => locations(false),
    rename: (name) => {
      assertVariableName(name);
      const { home } = variable;
      if (!home) throw refused(`No state that can be seen from here assigns $${variable.name}.`);
      if (name !== variable.name && visibleVariables(open, home).has(name)) {
        throw refused(`There is a variable $${name} already.`);
      }
      const edits = places.map(({ range }) => lspEdit(file.source, { range, newText: name }));
      return { changes: { [file.uri]: edits } };
    },
  };
}

function assertVariableName(name: string): void {
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
    throw refused('A variable name is a letter or _, followed by letters, digits and _.');
  }
  if (characters(name) > limits.variableName) {
    throw refused(`A variable name has at most ${limits.variableName} characters.`);
  }
  if (name === 'states') throw refused('$states belongs to Step Functions; take another name.');
}

/** A state that a scenario mentions: its definitions stand in the machine files beside it. */
function nameInScenario(files: Files, file: OpenDocument, offset: number): Name | undefined {
  const mention = mentionAt(file, offset);
  if (!mention) return undefined;
  const meant = machinesOf(files, file).flatMap((each) =>
    statesMeant(file, each, mention).map(({ open, state }) => ({
      file: each,
      state,
      name: stateName(files, each, open, state, mention.node.range),
    })),
  );
  return {
    text: mention.name,
    range: contentRange(file.text, mention.node.range),
    definitions: meant.flatMap(({ name }) => name.definitions),
    uses: () => distinct(meant.flatMap(({ name }) => name.uses())),
    rename: (to) => {
      if (meant.length === 0) {
        throw refused(`No state machine beside this file has a state ${mention.name}.`);
      }
      return merged(meant.map(({ name }) => name.rename(to)));
    },
  };
}

/** Several machines may be meant, whose edits of the scenario are then partly the same. */
function merged(edits: readonly WorkspaceEdit[]): WorkspaceEdit {
  const changes = new Map<string, TextEdit[]>();
  for (const [uri, added] of edits.flatMap((edit) => Object.entries(edit.changes ?? {}))) {
    changes.set(uri, distinct([...(changes.get(uri) ?? []), ...added]));
  }
  return { changes: Object.fromEntries(changes) };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((each) => [JSON.stringify(each), each])).values()];
}

function writtenLike({ text, syntax }: OpenDocument, { node }: StateMention, name: string): string {
  const quote = text[node.range.start];
  if (syntax === 'json' || quote === '"') return JSON.stringify(name);
  if (quote === "'") return `'${name.replaceAll("'", "''")}'`;
  return isPlainYaml(name) ? name : JSON.stringify(name);
}

/** A string's range without its quotes, also where they are escaped. */
function contentRange(text: string, { start, end }: Range): Range {
  const quote = /^\\?["']/.exec(text.slice(start, end))?.[0];
  if (quote === undefined || !text.slice(start, end).endsWith(quote)) return { start, end };
  return { start: start + quote.length, end: end - quote.length };
}
