/** What the TestState API refuses of a mock, whatever it answers for. */
import { valueOf } from '@stepthrough/asl';
import { parseJson } from '@stepthrough/json';
import { objectIn, type ObjectNode, type Problem } from './nodes.ts';

export function mockProblems(root: ObjectNode): readonly Problem[] {
  const answers = valueOf(root, 'answers');
  const items = answers?.kind === 'array' ? answers.items : [];
  return items.flatMap((item) => {
    const mock = item.kind === 'object' ? objectIn(item, 'mock') : undefined;
    return mock ? problemsOf(mock) : [];
  });
}

function problemsOf(mock: ObjectNode): readonly Problem[] {
  const result = valueOf(mock, 'result');
  const errorOutput = valueOf(mock, 'errorOutput');
  if (result && errorOutput) {
    const message =
      'A test mock should have only one of the following fields: [result, errorOutput].';
    return [{ message, range: errorOutput.range }];
  }
  // What a template will be is known when it is filled in.
  if (result?.kind !== 'string' || result.value.includes('{{')) return [];
  if (parseJson(result.value) !== undefined) return [];
  const message = `Mocked result must be valid JSON: write a value, or its JSON in quotes, such as '{"a": 1}'.`;
  return [{ message, range: result.range }];
}
