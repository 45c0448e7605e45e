import { expect, it } from 'vitest';
import { durationOf, maxDurationMs } from '../../packages/scenario/src/shape/duration.ts';

it.each<[written: number | string, ms: number]>([
  [0, 0],
  [1, 1000],
  [0.5, 500],
  ['0ms', 0],
  ['1ms', 1],
  ['1s', 1000],
  ['1m', 60_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
  ['90s', 90_000],
  ['1.5h', 5_400_000],
  ['0.25s', 250],
  [' 5m ', 300_000],
  ['365d', maxDurationMs],
])('%j are %i milliseconds', (written, ms) => {
  expect(durationOf(written)).toBe(ms);
});

it.each<number | string>([
  -1,
  -0.001,
  '',
  's',
  '5',
  '5 s',
  '-5s',
  '+5s',
  '.5s',
  '5.s',
  '1e3s',
  '5S',
  '5w',
  '5 minutes',
  '1h30m',
  'x5s',
])('%j is no duration', (written) => {
  expect(durationOf(written)).toBeUndefined();
});
