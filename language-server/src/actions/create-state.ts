import { type Problem } from '@stepthrough/analysis';
import { scopeId } from '@stepthrough/asl';
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { OpenDocument, OpenMachine } from '../open-document.ts';
import { stateReferences } from '../state-names.ts';
import { editAction, editsOf } from './action.ts';

/** For a transition that leads nowhere: makes the state that it names. */
export function createState(
  file: OpenDocument,
  open: OpenMachine,
  problem: Problem,
  diagnostic: Diagnostic | undefined,
): CodeAction[] {
  if (problem.code !== 'graph.target') return [];
  const reference = stateReferences(open.document).find(
    ({ range, isKey }) => !isKey && range.start === problem.range.start,
  );
  if (!reference || reference.name === '') return [];
  const { name, scope } = reference;
  // A Pass state does nothing until its author says what.
  const operation = { kind: 'addState', scope: scopeId(scope), name, type: 'Pass' } as const;
  const edits = editsOf(open, [operation]);
  const title = `Create the state "${name}"`;
  return edits ? [editAction(file, title, CodeActionKind.QuickFix, edits, diagnostic)] : [];
}
