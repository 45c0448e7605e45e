import { codes, type RuleCode, type Severity } from '@stepthrough/analysis';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileProblem } from '../file-problem.ts';

/** A log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
export function toSarif(problems: readonly FileProblem[]): unknown {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Stepthrough', rules: ruleCodes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: problems.map(result),
      },
    ],
  };
}

const ruleCodes = Object.keys(codes) as RuleCode[];

function rule(code: RuleCode) {
  const { title, severity, doc } = codes[code];
  return {
    id: code,
    shortDescription: { text: title },
    helpUri: doc,
    defaultConfiguration: { level: levels[severity] },
  };
}

function result({ file, code, severity, message, range: { start, end } }: FileProblem) {
  return {
    ruleId: code,
    ruleIndex: ruleCodes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: {
            startLine: start.line + 1,
            startColumn: start.character + 1,
            endLine: end.line + 1,
            endColumn: end.character + 1,
          },
        },
      },
    ],
  };
}

/** Relative paths stay relative, for the reader's own checkout. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

const levels: { readonly [S in Severity]: 'error' | 'warning' | 'note' } = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};
