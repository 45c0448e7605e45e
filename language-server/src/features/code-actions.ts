import { type Range, stateAt } from '@stepthrough/asl';
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { editAction } from '../actions/action.ts';
import { createMock } from '../actions/create-mock.ts';
import { createState } from '../actions/create-state.ts';
import { handleErrors } from '../actions/handle-errors.ts';
import { suppress } from '../actions/suppress.ts';
import type { Session } from '../feature.ts';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument, OpenMachine } from '../open-document.ts';

interface CodeActionOptions {
  /** The diagnostics that the client shows there. */
  readonly diagnostics: readonly Diagnostic[];
  readonly only: readonly CodeActionKind[] | undefined;
  /** Whether the client can make the files that an edit asks for. */
  readonly canCreate: boolean;
}

/** Fixes of the problems that touch the range, and refactorings of the state in which it stands. */
export function codeActions(
  session: Session,
  file: OpenDocument,
  range: Range,
  { diagnostics, only, canCreate }: CodeActionOptions,
): CodeAction[] {
  const wants = (kind: CodeActionKind): boolean =>
    only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  // Inside a quoted string an edit would have to be escaped, which only renaming does.
  const machines = file.machines.filter(({ isEscaped }) => !isEscaped);
  const fixes = wants(CodeActionKind.QuickFix)
    ? machines.flatMap((open) => quickFixes(file, open, range, diagnostics))
    : [];
  if (!wants(CodeActionKind.RefactorRewrite)) return fixes;
  const refactorings = machines.flatMap((open) => {
    const state = stateAt(open.document, range.start);
    if (!state) return [];
    const site = { file, open, state };
    return [...handleErrors(site), ...createMock(session, site, canCreate)];
  });
  return [...fixes, ...refactorings];
}

function quickFixes(
  file: OpenDocument,
  open: OpenMachine,
  range: Range,
  diagnostics: readonly Diagnostic[],
): CodeAction[] {
  const byPlace = new Map(diagnostics.map((each) => [placeOf(each), each]));
  return open.problems
    .filter((problem) => problem.range.start <= range.end && range.start <= problem.range.end)
    .slice(0, mostProblems)
    .flatMap((problem) => {
      const { code } = problem;
      const shown = byPlace.get(placeOf({ code, range: lspRange(file.source, problem.range) }));
      const fixes = problem.fixes.map(({ title, edits }, index) => ({
        ...editAction(file, title, CodeActionKind.QuickFix, edits, shown),
        ...(index === 0 && problem.fixes.length === 1 && { isPreferred: true }),
      }));
      return [
        ...fixes,
        ...createState(file, open, problem, shown),
        ...suppress(file, open, problem, shown),
      ];
    });
}

/** Fixes may have to read the text anew, and nobody looks through those of more problems. */
const mostProblems = 20;

function placeOf({ code, range: { start } }: Pick<Diagnostic, 'code' | 'range'>): string {
  return `${code} ${start.line}:${start.character}`;
}
