import { analyse, type AnalysisOptions, type Problem } from '@stepthrough/analysis';
import type { AslDocument } from '@stepthrough/asl';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A problem at its place in a file; lines and characters are zero-based, as in LSP. */
export interface FileProblem extends Pick<Problem, 'code' | 'severity' | 'message'> {
  readonly file: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** The analyser's verdicts on a machine that stands in the text of a file. */
export function problemsIn(
  machine: AslDocument,
  { file, text }: { readonly file: string; readonly text: string },
  options: AnalysisOptions,
): readonly FileProblem[] {
  const document = TextDocument.create(file, '', 0, text);
  return analyse(machine, options).map(({ code, severity, message, range }) => ({
    file,
    code,
    severity,
    message,
    range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
  }));
}

/** As compilers print problems: file, one-based line and column, and what is wrong. */
export function lineOf({ file, range: { start }, severity, message, code }: FileProblem): string {
  return `${file}:${start.line + 1}:${start.character + 1}: ${severity}: ${message} [${code}]`;
}
