import { start } from '@stepthrough/interpreter';
import { describe, expect, it } from 'vitest';
import { optionsOf, programOf } from './drive.ts';

const program = programOf({
  StartAt: 'P',
  States: { P: { Type: 'Pass', Parameters: { 'at.$': '$$.Execution.StartTime' }, End: true } },
});

/** What the context object says of an execution that starts at a time. */
function startTime(at: number): unknown {
  const { snapshot } = start(program, { ...optionsOf({}), at });
  return snapshot.facts.context['Execution'];
}

describe('times in ISO-8601', () => {
  it.each<[number, string]>([
    [0, '1970-01-01T00:00:00.000Z'],
    [1, '1970-01-01T00:00:00.001Z'],
    [9, '1970-01-01T00:00:00.009Z'],
    [10, '1970-01-01T00:00:00.010Z'],
    [99, '1970-01-01T00:00:00.099Z'],
    [100, '1970-01-01T00:00:00.100Z'],
    [999, '1970-01-01T00:00:00.999Z'],
    [-1, '1969-12-31T23:59:59.999Z'],
    [9_000, '1970-01-01T00:00:09.000Z'],
    [10_000, '1970-01-01T00:00:10.000Z'],
    [Date.UTC(2024, 1, 29, 9, 59, 59, 50), '2024-02-29T09:59:59.050Z'],
    [Date.UTC(2024, 8, 30, 10, 10), '2024-09-30T10:10:00.000Z'],
    [Date.UTC(2024, 9, 9, 23, 9), '2024-10-09T23:09:00.000Z'],
    [Date.UTC(1000, 0, 1), '1000-01-01T00:00:00.000Z'],
    [Date.UTC(1000, 0, 1) - 1, '0999-12-31T23:59:59.999Z'],
    [Date.UTC(9999, 11, 31, 23, 59, 59, 999), '9999-12-31T23:59:59.999Z'],
    [Date.UTC(10_000, 0, 1), '+010000-01-01T00:00:00.000Z'],
    [8_640_000_000_000_000, '+275760-09-13T00:00:00.000Z'],
    [8_640_000_000_000_001, '+275760-09-13T00:00:00.000Z'],
  ])('%d ms is %s', (at, text) => {
    expect(startTime(at)).toMatchObject({ StartTime: text });
  });
});
