import {
  applyOperation,
  type AslDocument,
  findState,
  namesIn,
  type Range,
  type Scope,
  type State,
  stateId,
  type Text,
  type TextEdit,
  walkScopes,
  walkStates,
} from '@stepthrough/asl';
import { characters, limits } from '@stepthrough/catalog';
import type { OpenMachine } from './open-document.ts';
import { refused } from './lsp-range.ts';

/** A place that names a state: its key under `States`, or a transition to it. */
interface StateReference {
  readonly name: string;
  /** With the quotes. */
  readonly range: Range;
  readonly isKey: boolean;
  readonly scope: Scope;
}

export function referenceAt(document: AslDocument, offset: number): StateReference | undefined {
  return stateReferences(document).find(
    ({ range }) => range.start <= offset && offset <= range.end,
  );
}

/** All the places that name the same state, its key included; none for a name that no state has. */
export function sameState(
  document: AslDocument,
  { name, scope }: Pick<StateReference, 'name' | 'scope'>,
): readonly StateReference[] {
  if (!findState(scope, name)) return [];
  return stateReferences(document).filter((each) => each.scope === scope && each.name === name);
}

/** Every place of a machine that names a state. Names are looked up only in their own scope. */
export function stateReferences({ machine }: AslDocument): readonly StateReference[] {
  if (!machine) return [];
  return [...walkScopes(machine)].flatMap((scope) => [
    ...texts(scope, [scope.startAt]),
    ...scope.states.flatMap((state) => [
      { name: state.name, range: state.key.range, isKey: true, scope },
      ...texts(scope, namesIn(state)),
    ]),
  ]);
}

function texts(scope: Scope, fields: readonly (Text | undefined)[]): readonly StateReference[] {
  return fields.flatMap((field) =>
    field ? [{ name: field.value, range: field.node.range, isKey: false, scope }] : [],
  );
}

/** The edits that rename a state at its key and in every transition. */
export function renameEdits(open: OpenMachine, state: State, name: string): readonly TextEdit[] {
  const { document } = open;
  if (open.isEscaped) {
    assertFreeName(document, state, name);
    return sameState(document, state).map(({ range }) => ({
      range,
      newText: escapedLike(document.text.slice(range.start, range.end), name),
    }));
  }
  const outcome = applyOperation(document, { kind: 'renameState', id: stateId(state), name });
  if (!outcome.ok) throw refused(outcome.message);
  return outcome.edits;
}

function assertFreeName({ machine }: AslDocument, state: State, name: string): void {
  if (name === '' || characters(name) > limits.stateName) {
    throw refused(`A state name has 1 to ${limits.stateName} characters.`);
  }
  for (const other of machine ? walkStates(machine) : []) {
    if (other !== state && other.name === name) {
      throw refused(`There is a state «${name}» already.`);
    }
  }
}

/** A name as the text that it replaces is written inside a string of the template around it. */
function escapedLike(written: string, name: string): string {
  const quoted = JSON.stringify(name);
  // A definition in a double-quoted string has its own quotes escaped; in a single-quoted one, apostrophes.
  return written.startsWith('\\')
    ? JSON.stringify(quoted).slice(1, -1)
    : quoted.replaceAll("'", "''");
}
