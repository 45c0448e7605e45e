import { type AnalysisOptions, severities, type Severity } from '@stepthrough/analysis';
import {
  type FoundMachine,
  isAslName,
  isRelaxedName,
  machinesIn,
  parse,
  propertyOf,
  syntaxOf,
} from '@stepthrough/asl';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { oneOf, readArguments, UsageError } from '../command.ts';
import { type FileProblem, lineOf, problemsIn } from '../file-problem.ts';
import { toSarif } from '../output/sarif.ts';
import { readText } from '../read-text.ts';

const formats = {
  text: toText,
  json: (problems: readonly FileProblem[]) => JSON.stringify(problems),
  sarif: (problems: readonly FileProblem[]) => JSON.stringify(toSarif(problems), null, 2),
} as const;

/** `stepthrough validate`: the analyser's verdicts; 1 when one of them is an error, 2 when no file is understood. */
export async function validate(args: readonly string[]): Promise<number> {
  const { values, positionals: files } = readArguments(args, {
    format: { type: 'string', default: 'text' },
    express: { type: 'boolean', default: false },
  });
  if (files.length === 0) throw new UsageError('Name the files to check.');
  const format = oneOf('--format', values.format, Object.keys(formats) as (keyof typeof formats)[]);
  // As the editor's server does, so that both give the same verdicts.
  const services = openServiceCatalog();
  const options: AnalysisOptions = { type: values.express ? 'EXPRESS' : 'STANDARD', services };
  const problems: FileProblem[] = [];
  let unread = 0;
  for (const file of files) {
    const found = problemsOf(file, options);
    if (!found) unread += 1;
    for (const each of found ?? []) problems.push(each);
  }
  if (unread === files.length && format === 'text') process.stdout.write('Nothing was checked.\n');
  else process.stdout.write(`${formats[format](problems)}\n`);
  if (unread === files.length) return 2;
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** `undefined` for a file of a kind that is not understood. */
function problemsOf(file: string, options: AnalysisOptions): readonly FileProblem[] | undefined {
  const text = readText(file);
  return machinesOf(text, file)?.flatMap(({ document, substitutions }) =>
    problemsIn(
      document,
      { file, text },
      { ...options, isRelaxed: isRelaxedName(file), ...(substitutions && { substitutions }) },
    ),
  );
}

/** A file that is no template is meant to be a definition, however little of one it holds. */
function machinesOf(text: string, file: string): readonly FoundMachine[] | undefined {
  const syntax = syntaxOf(file);
  const machines = machinesIn(text, syntax, isAslName(file));
  if (machines.length > 0) return machines;
  if (!/\.(?:json[5c]?|ya?ml|template)$/i.test(file)) {
    process.stderr.write(
      `${file} is neither JSON nor YAML by its name: it is not understood, and not checked.\n`,
    );
    return undefined;
  }
  const { root } = parse(text, syntax);
  const isTemplate =
    root?.kind === 'object' && templateFields.some((name) => propertyOf(root, name) !== undefined);
  if (!isTemplate) return machinesIn(text, syntax, true);
  process.stderr.write(`${file}: this template holds no definition.\n`);
  return [];
}

const templateFields = [
  'AWSTemplateFormatVersion',
  'Resources',
  'Transform',
  'service',
  'provider',
];

function toText(problems: readonly FileProblem[]): string {
  const lines = problems.map(lineOf);
  return [...lines, summary(problems)].join('\n');
}

function summary(problems: readonly FileProblem[]): string {
  const counts = severities
    .map((severity) => countOf(problems, severity))
    .filter((count) => count !== undefined);
  return counts.length === 0 ? 'No problems.' : `${counts.join(', ')}.`;
}

function countOf(problems: readonly FileProblem[], severity: Severity): string | undefined {
  const count = problems.filter((problem) => problem.severity === severity).length;
  if (count === 0) return undefined;
  return `${count} ${severity}${count > 1 && severity !== 'info' ? 's' : ''}`;
}
