import type { AslDocument, Range } from '@stepthrough/asl';
import type { Break } from '../../break.ts';
import type { Report, Rule } from '../../rule.ts';
import { isInstruction } from '../../suppress.ts';
import { trailingComma } from '../../trailing-comma.ts';

export const docSyntax: Rule = {
  document(document, report, { broken, options }) {
    // After one broken token the parsers stumble again and again; only the first has a cause.
    const end = broken?.line.start ?? document.text.length;
    const commas: Range[] = [];
    for (const { message, range, isInString } of document.problems) {
      const comma = trailingComma(document, { range });
      if (comma && comma.start < end) commas.push(comma);
      else if (isInString === true && range.start < end) report(range, message);
    }
    if (broken) reportBreak(broken, document, report);
    if (options.isRelaxed === true) return;
    reportCommas(commas, report);
    reportComments(document, report);
  },
};

function reportBreak({ problem, line }: Break, document: AslDocument, report: Report): void {
  const { text, syntax, layout } = document;
  const start = line.start + layout.indentAt(line.end).length;
  const written = text.slice(start, line.end);
  const whole = { start, end: start + written.trimEnd().length };
  if (syntax === 'json' && hasOddQuote(written.replace(/\/\/.*$/, ''))) {
    const message = `A quote is missing or too many on this line. ${problem.message}`;
    report(whole, message);
    return;
  }
  const { range, message } = problem;
  const isBlank = text.slice(range.start, range.end).trim() === '';
  report(isBlank && whole.end > whole.start ? whole : range, message);
}

/** Strings end on the line on which they begin, so that the quotes of each line go in pairs. */
function hasOddQuote(line: string): boolean {
  return line.replace(/\\./g, '').split('"').length % 2 === 0;
}

const refused = 'AWS refuses it; some deployment tools read it.';

function reportCommas(commas: readonly Range[], report: Report): void {
  const [first, ...others] = commas;
  if (!first) return;
  const edits = commas.map((range) => ({ range, newText: '' }));
  const title = others.length === 0 ? 'Remove the comma' : 'Remove the commas';
  report(first, `JSON has no comma before a closing bracket. ${refused}`, {
    severity: 'warning',
    related: others.map((range) => ({ message: 'Another such comma is here.', range })),
    fixes: [{ title, edits }],
  });
}

/** One for the whole text; the instructions to this analyser are written by who knows. */
function reportComments({ syntax, comments }: AslDocument, report: Report): void {
  if (syntax !== 'json') return;
  const first = comments.find(({ text }) => !isInstruction(text));
  if (first) report(first.range, `JSON has no comments. ${refused}`, { severity: 'warning' });
}
