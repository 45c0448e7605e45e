/** How fast the interpreter is beside its peers, and what recording costs in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  chain,
  distributedMap,
  inlineMap,
  jsonataLoop,
  jsonPathLoop,
  nesting,
  parallel,
  variableLoop,
  type BenchCase,
} from './interpreter-cases.ts';
import { bareJsonata, peers, type Run } from './interpreter-peers.ts';
import { programOf, record, type Recording } from './interpreter-run.ts';

const cases: readonly BenchCase[] = [
  jsonPathLoop(10_000),
  jsonataLoop(10_000),
  variableLoop(10_000),
  chain(1_000),
  inlineMap(10_000),
  distributedMap(10_000),
  parallel(100),
  nesting(50),
];

/** A case is run again until this long has passed, first to warm up; the median of the later runs counts. */
const millisecondsPerCase = 1_500;

interface Row {
  readonly case: string;
  /** Transitions per second. */
  readonly own: number;
  readonly peers: { readonly [name: string]: number | string };
  /** Of the fastest peer. */
  readonly timesPeer: number | undefined;
  /** Share of the speed of the bare expressions. */
  readonly ofLimit: number | undefined;
  readonly peakMegabytes: number;
}

export async function benchInterpreter(): Promise<void> {
  const rows: Row[] = [];
  for (const theCase of cases) {
    const row = await measureCase(theCase);
    rows.push(row);
    console.log(format(row));
  }
  const growth = [];
  for (const times of [1_000, 10_000, 100_000])
    growth.push(await measureGrowth(jsonPathLoop(times)));
  console.table(growth);
  console.log(JSON.stringify({ rows, growth }));
}

async function measureCase(theCase: BenchCase): Promise<Row> {
  const program = programOf(theCase);
  let peak = 0;
  const own = await speed(theCase.transitions, async () => {
    const recording = await record(program, theCase.input);
    expectSuccess(theCase, recording);
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  });
  const found: { [name: string]: number | string } = {};
  for (const name of theCase.peers) {
    try {
      found[name] = await speed(theCase.transitions, await peers[name](theCase));
    } catch (error) {
      found[name] = `cannot: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  const best = Math.max(...Object.values(found).filter((value) => typeof value === 'number'));
  const limit = theCase.limit && (await speed(theCase.transitions, bareJsonata(theCase.limit)));
  return {
    case: theCase.name,
    own,
    peers: found,
    timesPeer: Number.isFinite(best) ? own / best : undefined,
    ofLimit: limit && own / limit,
    peakMegabytes: peak / 2 ** 20,
  };
}

/** Transitions per second of the median run. */
async function speed(transitions: number, run: Run): Promise<number> {
  const times: number[] = [];
  const warm = performance.now() + millisecondsPerCase;
  do await run();
  while (performance.now() < warm);
  const end = performance.now() + millisecondsPerCase;
  do {
    const before = performance.now();
    await run();
    times.push(performance.now() - before);
  } while (performance.now() < end);
  times.sort((a, b) => a - b);
  return (transitions / (times[times.length >> 1] ?? NaN)) * 1000;
}

function expectSuccess({ name }: BenchCase, { snapshots }: Recording): void {
  const last = snapshots.at(-1);
  if (last?.status !== 'SUCCEEDED')
    throw new Error(`${name} ended with ${last?.status}: ${last?.cause}`);
}

/** Time, and what the heap loses when first the snapshots and then the history are let go. */
async function measureGrowth(theCase: BenchCase): Promise<object> {
  const program = programOf(theCase);
  await record(program, theCase.input);
  const started = performance.now();
  const { snapshots, history } = await record(program, theCase.input);
  const milliseconds = performance.now() - started;
  const events = history.length;
  const all = settledHeap();
  snapshots.length = 0;
  const withoutSnapshots = settledHeap();
  history.length = 0;
  const nothing = settledHeap();
  return {
    events,
    'µs/event': round((milliseconds * 1000) / events),
    'MB with all snapshots': round((all - nothing) / 2 ** 20),
    'bytes of snapshot/event': Math.round((all - withoutSnapshots) / events),
    'bytes of history/event': Math.round((withoutSnapshots - nothing) / events),
  };
}

let collect: (() => void) | undefined;

function settledHeap(): number {
  setFlagsFromString('--expose-gc');
  collect ??= runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function format({ case: name, own, peers: found, timesPeer, ofLimit, peakMegabytes }: Row): string {
  const others = Object.entries(found).map(
    ([peer, value]) => `${peer} ${typeof value === 'number' ? `${thousands(value)}/s` : value}`,
  );
  return [
    name.padEnd(34),
    `${thousands(own)}/s`.padStart(12),
    timesPeer === undefined ? '' : `${round(timesPeer)}x the fastest peer`,
    ofLimit === undefined ? '' : `${Math.round(ofLimit * 100)} % of the bare expressions`,
    `peak ${Math.round(peakMegabytes)} MB`,
    ...others,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
