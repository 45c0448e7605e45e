import { type Scope, scopesOf, type State } from '@stepthrough/asl';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';

/** The states as a tree: those inside a Parallel or Map state stand below it. */
export function documentSymbols({ source, machines }: OpenDocument): DocumentSymbol[] {
  const inScope = (scope: Scope): DocumentSymbol[] => scope.states.map(symbolOf);
  const symbolOf = (state: State): DocumentSymbol => ({
    // The protocol forbids an empty name, which a key still being typed has.
    name: state.name || '(unnamed)',
    detail: state.type ?? '',
    kind: SymbolKind.Function,
    range: lspRange(source, {
      start: state.key.range.start,
      end: Math.max(state.key.range.end, state.node.range.end),
    }),
    selectionRange: lspRange(source, state.key.range),
    children: scopesOf(state).flatMap(inScope),
  });
  return machines.flatMap(({ document }) => (document.machine ? inScope(document.machine) : []));
}
