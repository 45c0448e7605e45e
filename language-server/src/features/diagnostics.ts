import type { Severity, Tag } from '@stepthrough/analysis';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Files } from '../files.ts';
import { locationIn, lspRange } from '../lsp-range.ts';
import type { OpenDocument } from '../open-document.ts';
import { definitionsIn, isScenario } from '../scenarios.ts';

/**
 * What the analyser says of every machine of the file. It is pushed after an edit, not pulled: one
 * computation then serves editors with and without pull diagnostics, and a change of the settings
 * reaches every open file at once.
 */
export function diagnostics(file: OpenDocument, files: Files): Diagnostic[] {
  if (isScenario(file.uri)) return unreadableDefinitions(file, files);
  const { source, machines } = file;
  return machines
    .flatMap(({ problems }) => problems)
    .map((problem) => ({
      source: 'stepthrough',
      code: problem.code,
      codeDescription: { href: problem.docUrl },
      severity: severityOf[problem.severity],
      message: problem.message,
      range: lspRange(source, problem.range),
      tags: problem.tags.map((tag) => tagOf[tag]),
      relatedInformation: problem.related.map(({ message, range }) => ({
        message,
        location: locationIn(file, range),
      })),
    }));
}

/** Files that a scenario names as definitions and that are there, but are none that is read. */
function unreadableDefinitions(file: OpenDocument, files: Files): Diagnostic[] {
  return definitionsIn(file).flatMap(([, uri, node]) => {
    const why = files.problemOf(uri);
    if (why === undefined) return [];
    const range = lspRange(file.source, node.range);
    const message = `This definition cannot be read: ${why}.`;
    return [{ source: 'stepthrough', severity: DiagnosticSeverity.Error, message, range }];
  });
}

const severityOf: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tagOf: Record<Tag, DiagnosticTag> = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
};
