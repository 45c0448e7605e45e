import { type Scope, scopesOf, type State, type StateType } from '@stepthrough/asl';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument, OpenMachine } from '../open-document.ts';

/** The states as a tree: those inside a Parallel or Map state stand below it. */
export function documentSymbols({ source, machines }: OpenDocument): DocumentSymbol[] {
  const inScope = (scope: Scope): DocumentSymbol[] => scope.states.map(symbolOf);
  const symbolOf = (state: State): DocumentSymbol => ({
    // The protocol forbids an empty name, which a key still being typed has.
    name: state.name || '(unnamed)',
    detail: state.type ?? '',
    kind: kindOf(state),
    range: lspRange(source, wholeOf(state)),
    selectionRange: lspRange(source, state.key.range),
    children: scopesOf(state).flatMap(inScope),
  });
  return machines.flatMap(({ document, name, range }: OpenMachine) => {
    if (!document.machine) return [];
    const states = inScope(document.machine);
    if (name === undefined) return states;
    const place = lspRange(source, range);
    const kind = SymbolKind.Module;
    return [{ name, detail: '', kind, range: place, selectionRange: place, children: states }];
  });
}

/** From the key to the end of the state. Behind a YAML alias, the state itself stands elsewhere. */
function wholeOf({ key, node }: State) {
  return { start: key.range.start, end: Math.max(key.range.end, node.range.end) };
}

export function kindOf({ type }: State): SymbolKind {
  return type ? kinds[type] : SymbolKind.Null;
}

/** The icons that tell the types apart in the outline. */
const kinds: { readonly [T in StateType]: SymbolKind } = {
  Task: SymbolKind.Function,
  Pass: SymbolKind.Object,
  Choice: SymbolKind.Enum,
  Wait: SymbolKind.Event,
  Succeed: SymbolKind.Constant,
  Fail: SymbolKind.Constant,
  Parallel: SymbolKind.Struct,
  Map: SymbolKind.Array,
};
