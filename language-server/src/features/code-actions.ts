import type { Range } from '@stepthrough/asl';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';
import { problemsOf } from './diagnostics.ts';

/** The analyser's fixes of the problems that touch the range. */
export function codeActions({ source, machines }: OpenDocument, range: Range): CodeAction[] {
  return machines
    .filter(({ isEscaped }) => !isEscaped)
    .flatMap(problemsOf)
    .filter((problem) => problem.range.start <= range.end && range.start <= problem.range.end)
    .flatMap(({ fixes }) => fixes)
    .map(({ title, edits }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      edit: {
        changes: {
          [source.uri]: edits.map((edit) => ({
            range: lspRange(source, edit.range),
            newText: edit.newText,
          })),
        },
      },
    }));
}
