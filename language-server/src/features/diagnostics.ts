import { analyse, type Problem, type Severity, type Tag } from '@stepthrough/analysis';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { lspRange } from '../lsp-range.ts';
import type { OpenDocument, OpenMachine } from '../open-document.ts';

/** What the analyser says of every machine of the file. */
export function diagnostics({ source, machines }: OpenDocument): Diagnostic[] {
  return machines.flatMap(problemsOf).map((problem) => ({
    source: 'stepthrough',
    code: problem.code,
    codeDescription: { href: problem.docUrl },
    severity: severityOf[problem.severity],
    message: problem.message,
    range: lspRange(source, problem.range),
    tags: problem.tags.map((tag) => tagOf[tag]),
    relatedInformation: problem.related.map(({ message, range }) => ({
      message,
      location: { uri: source.uri, range: lspRange(source, range) },
    })),
  }));
}

export function problemsOf({ document, substitutions }: OpenMachine): readonly Problem[] {
  return analyse(document, substitutions ? { substitutions } : {});
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
