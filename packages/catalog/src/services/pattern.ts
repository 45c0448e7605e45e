/**
 * How a Task waits for its work, as the developer guide names the service integration patterns: for
 * the response to the request, until the job ends (`.sync:2` gives its output as JSON), or until the
 * task token comes back.
 */
export type IntegrationPattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

const suffixes: { readonly [Pattern in IntegrationPattern]: string } = {
  requestResponse: '',
  sync: '.sync',
  'sync:2': '.sync:2',
  waitForTaskToken: '.waitForTaskToken',
};

/** What a pattern adds to the ARN of an integration: nothing, or e.g. `.sync`. */
export function suffixOf(pattern: IntegrationPattern): string {
  return suffixes[pattern];
}

const patterns: readonly IntegrationPattern[] = [
  'requestResponse',
  'sync',
  'sync:2',
  'waitForTaskToken',
];

/** The pattern that a suffix such as `.sync` stands for; `undefined` for one that AWS does not have. */
export function patternOf(suffix: string): IntegrationPattern | undefined {
  return patterns.find((pattern) => suffixes[pattern] === suffix);
}
