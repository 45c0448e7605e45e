import {
  type AslDocument,
  findState,
  type Range,
  type Scope,
  type State,
  type Text,
  walkScopes,
} from '@stepthrough/asl';

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
  { name, scope }: StateReference,
): readonly StateReference[] {
  if (!findState(scope, name)) return [];
  return stateReferences(document).filter((each) => each.scope === scope && each.name === name);
}

/** Every place of a machine that names a state. Names are looked up only in their own scope. */
function stateReferences({ machine }: AslDocument): readonly StateReference[] {
  if (!machine) return [];
  return [...walkScopes(machine)].flatMap((scope) => [
    ...texts(scope, [scope.startAt]),
    ...scope.states.flatMap((state) => [
      { name: state.name, range: state.key.range, isKey: true, scope },
      ...texts(scope, transitionsOf(state)),
    ]),
  ]);
}

function texts(scope: Scope, fields: readonly (Text | undefined)[]): readonly StateReference[] {
  return fields.flatMap((field) =>
    field ? [{ name: field.value, range: field.node.range, isKey: false, scope }] : [],
  );
}

function transitionsOf(state: State): readonly (Text | undefined)[] {
  const { next } = state;
  switch (state.type) {
    case 'Choice':
      return [...state.choices.map((rule) => rule.next), state.default];
    case 'Task':
    case 'Parallel':
    case 'Map':
      return [next, ...state.catch.map((catcher) => catcher.next)];
    case 'Pass':
    case 'Wait':
    case 'Succeed':
    case 'Fail':
    case undefined:
      return [next];
  }
}
