/** What it costs to record a run for the debugger, and whether that grows with the run alone. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';

interface Case {
  readonly kind: 'map' | 'messages';
  readonly count: number;
  /** How many children run at once; 0 is without limit. */
  readonly concurrency: number;
}

interface Recorded {
  readonly steps: number;
  readonly plainMs: number;
  readonly recordedMs: number;
  /** Of all moments that are kept. */
  readonly megabytes: number;
}

const cases: readonly Case[] = [
  ...[500, 2_000, 10_000].flatMap((count) => [
    { kind: 'map', count, concurrency: 40 } as const,
    { kind: 'map', count, concurrency: 0 } as const,
  ]),
  { kind: 'map', count: 20_000, concurrency: 0 },
  { kind: 'messages', count: 10_000, concurrency: 0 },
  { kind: 'messages', count: 20_000, concurrency: 0 },
];

/** A recorded run may take so many times as long as a plain one. */
const ratioLimit = 2;
/** Twice as many items may take so many times as long. */
const growthLimit = 2.3;
/** From the launch to a breakpoint in the last of ten thousand children. */
const breakpointLimitMs = 5_000;

/** Prints a table, then the same as JSON. */
export async function benchDebugger(): Promise<void> {
  const rows: (Case & Recorded & { readonly ratio: number })[] = [];
  for (const one of cases) {
    const measured: Recorded = await inProcess(one.kind, one.count, one.concurrency);
    const ratio = measured.recordedMs / measured.plainMs;
    rows.push({ ...one, ...measured, ratio });
    console.log(
      nameOf(one).padEnd(58),
      `plain ${measured.plainMs.toFixed(0)} ms`.padStart(15),
      `recorded ${measured.recordedMs.toFixed(0)} ms`.padStart(18),
      `(ratio ${ratio.toFixed(2)}, limit ${ratioLimit}: ${verdict(ratio, ratioLimit)};`,
      `${measured.steps} steps, ${measured.megabytes.toFixed(0)} MB kept)`,
    );
  }
  const growth = (['map', 'messages'] as const).map((kind) => {
    const time = (count: number): number =>
      rows.find((row) => row.kind === kind && row.count === count && row.concurrency === 0)
        ?.recordedMs ?? NaN;
    const times = time(20_000) / time(10_000);
    console.log(
      `debugger: ${kind}, 20,000 against 10,000`.padEnd(58),
      `${times.toFixed(2)} times`.padStart(15),
      `(limit ${growthLimit}: ${verdict(times, growthLimit)})`,
    );
    return { kind, times };
  });
  const { toBreakpointMs }: { readonly toBreakpointMs: number } = await inProcess(
    'breakpoint',
    10_000,
    0,
  );
  console.log(
    'debugger: to a breakpoint in the last of 10,000 children'.padEnd(58),
    `${toBreakpointMs.toFixed(0)} ms`.padStart(15),
    `(limit ${breakpointLimitMs} ms: ${verdict(toBreakpointMs, breakpointLimitMs)})`,
  );
  console.log(JSON.stringify({ rows, growth, toBreakpointMs }));
}

function nameOf({ kind, count, concurrency }: Case): string {
  const number = count.toLocaleString('en');
  if (kind === 'messages') return `debugger: ${number} messages, each an execution`;
  return `debugger: ${number} children, ${concurrency === 0 ? 'all' : concurrency} at once`;
}

function verdict(figure: number, limit: number): string {
  return figure <= limit ? 'ok' : 'TOO SLOW';
}

/** Each in a process of its own: heap and compiled code of one would change the next. */
async function inProcess<Result>(...measurement: readonly (string | number)[]): Promise<Result> {
  const script = join(import.meta.dirname, 'debugger-run.ts');
  const run = promisify(execFile);
  const { stdout } = await run(execPath, [script, ...measurement.map(String)]);
  return JSON.parse(stdout) as Result;
}
