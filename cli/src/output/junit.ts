import { member } from '@stepthrough/json';
import type { ScenarioReport } from '@stepthrough/simulator';

/** The XML report that continuous integration reads: a suite a file, a case a start. */
export function toJunit(reports: readonly ScenarioReport[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="stepthrough">',
    ...reports.flatMap(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ path, problems, cases }: ScenarioReport): string[] {
  const failed = cases.filter(({ passed }) => !passed).length;
  const errors = problems.length > 0 ? 1 : 0;
  return [
    `  <testsuite name="${escape(path)}" tests="${cases.length + errors}" failures="${failed}" errors="${errors}">`,
    ...(errors > 0
      ? [
          `    <testcase name="the scenario is read" classname="${escape(path)}">`,
          `      <error message="${escape(problems.map(place).join('\n'))}"/>`,
          '    </testcase>',
        ]
      : []),
    ...cases.flatMap(({ name, failures, durationMs }) => [
      `    <testcase name="${escape(name)}" classname="${escape(path)}" time="${(durationMs / 1000).toFixed(3)}">`,
      ...failures.map((failure) => `      <failure message="${escape(place(failure))}"/>`),
      '    </testcase>',
    ]),
    '  </testsuite>',
  ];
}

function place({ path, line, column, message }: ScenarioReport['problems'][number]): string {
  return `${path}:${line}:${column}: ${message}`;
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Control characters have no place in XML 1.0, not even escaped. */
function escape(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '\uFFFD')
    .replace(/[&<>"\n]/g, (character) => member(entities, character) ?? character);
}
