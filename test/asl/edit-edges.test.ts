import { applyOperation, applyTextEdits, parse, type Syntax } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { expect, it } from 'vitest';

function set(
  text: string,
  syntax: Syntax,
  path: readonly (string | number)[],
  value: Json,
): string {
  const document = parse(text, syntax);
  const outcome = applyOperation(document, { kind: 'setField', id: 'A', path, value });
  if (!outcome.ok) throw new Error(outcome.message);
  return applyTextEdits(text, outcome.edits);
}

it.each([
  ['{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,}}}', ',"Comment'],
  ['{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}', ',"Comment'],
])('a member is written behind the last one, with one comma: %s', (text) => {
  const written = set(text, 'json', ['Comment'], 'c');
  expect(written.replaceAll(/\s/g, '')).not.toContain(',,');
  expect(parse(written, 'json').machine?.states[0]?.comment?.value).toBe('c');
  expect(written).toContain('"End":true');
});

it('a member of a YAML mapping comes before the one that is merged into it', () => {
  const text = [
    'StartAt: A',
    'States:',
    '  A:',
    '    Type: Pass',
    '    <<: &base { Comment: merged, End: true }',
    '    Comment: own',
    '',
  ].join('\n');
  const [state] = parse(text, 'yaml').machine?.states ?? [];
  expect(state?.comment?.value).toBe('own');
  expect(state?.end?.value).toBe(true);
});

it('the first of several mappings that are merged comes before the others', () => {
  const text = [
    'StartAt: A',
    'States:',
    '  A:',
    '    Type: Pass',
    '    <<: [{ Comment: first }, { Comment: second, End: true }]',
    '',
  ].join('\n');
  const [state] = parse(text, 'yaml').machine?.states ?? [];
  expect(state?.comment?.value).toBe('first');
  expect(state?.end?.value).toBe(true);
});
