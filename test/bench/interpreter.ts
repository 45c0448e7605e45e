/** How fast the interpreter is beside its peers, and what recording costs in memory. */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@stepthrough/asl';
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
import { measureGrowth, measureKept, medianOf, settledHeap } from './interpreter-memory.ts';
import { bareJsonata, peers, type Run } from './interpreter-peers.ts';
import { programOf, record } from './interpreter-run.ts';

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

/** All contenders of a case warm up this long; then they take turns until each has run this long. */
const milliseconds = 1_500;

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
  /** What all snapshots together take on the heap, for each event. */
  readonly snapshotBytesPerEvent: number | undefined;
}

export async function benchInterpreter(): Promise<void> {
  const rows: Row[] = [];
  for (const theCase of cases) {
    const row = await measureCase(theCase);
    rows.push(row);
    console.log(format(row));
  }
  const growth = [];
  // 4 events for each time round: 1k, 10k, 25k (all that AWS allows), 100k, 400k events.
  for (const times of [250, 2_500, 6_248, 25_000, 100_000]) {
    growth.push(await measureGrowth(jsonPathLoop(times)));
  }
  console.table(growth);
  console.log(JSON.stringify({ rows, growth }));
}

async function measureCase(theCase: BenchCase): Promise<Row> {
  const contenders = new Map<string, Run>();
  const failed: { [name: string]: string } = {};
  const own = ownRun(theCase);
  const output = await own();
  contenders.set('own', own);
  for (const name of theCase.peers) {
    try {
      const run = await peers[name](theCase);
      if (isDeepStrictEqual(await run(), output)) contenders.set(name, run);
      else failed[name] = 'gives another output';
    } catch (error) {
      failed[name] = `cannot: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  if (theCase.limit) contenders.set('limit', bareJsonata(theCase.limit));
  const { own: speed = NaN, limit, ...others } = await speeds(theCase.transitions, contenders);
  const best = Math.max(...Object.values(others));
  return {
    case: theCase.name,
    own: speed,
    peers: { ...others, ...failed },
    timesPeer: Number.isFinite(best) ? speed / best : undefined,
    ofLimit: limit && speed / limit,
    peakMegabytes: await peakOf(own),
    snapshotBytesPerEvent: theCase.hasChildHistories
      ? undefined
      : Math.round((await measureKept(theCase)).snapshotBytes),
  };
}

function ownRun(theCase: BenchCase): Run {
  const program = programOf(theCase);
  return async () => {
    const { snapshots } = await record(program, theCase.input);
    const last = snapshots.at(-1);
    if (last?.status === 'SUCCEEDED') return last.output as Json;
    throw new Error(`${theCase.name} ended with ${last?.status}: ${last?.cause}`);
  };
}

/** Transitions per second of each one's median run. They take turns, so that all meet the same machine. */
async function speeds(
  transitions: number,
  contenders: ReadonlyMap<string, Run>,
): Promise<{ readonly [name: string]: number }> {
  const times = new Map([...contenders.keys()].map((name) => [name, [] as number[]]));
  const spent = new Map([...contenders.keys()].map((name) => [name, 0]));
  for (const isWarm of [false, true]) {
    for (const name of contenders.keys()) spent.set(name, 0);
    while ([...spent.values()].some((each) => each < milliseconds)) {
      for (const [name, run] of contenders) {
        if ((spent.get(name) ?? 0) >= milliseconds) continue;
        const before = performance.now();
        await run();
        const took = performance.now() - before;
        spent.set(name, (spent.get(name) ?? 0) + took);
        if (isWarm) times.get(name)?.push(took);
      }
    }
  }
  return Object.fromEntries(
    [...times].map(([name, list]) => [name, (transitions / medianOf(list)) * 1000]),
  );
}

/** By how much a run makes a settled heap grow: what it keeps and what is not yet collected. */
async function peakOf(run: Run): Promise<number> {
  const before = settledHeap();
  await run();
  return (process.memoryUsage().heapUsed - before) / 2 ** 20;
}

function format(row: Row): string {
  const { case: name, own, peers: found, timesPeer, ofLimit } = row;
  const { peakMegabytes, snapshotBytesPerEvent: bytes } = row;
  const others = Object.entries(found).map(
    ([peer, value]) => `${peer} ${typeof value === 'number' ? `${thousands(value)}/s` : value}`,
  );
  return [
    name.padEnd(34),
    `${thousands(own)}/s`.padStart(12),
    timesPeer === undefined ? '' : `${timesPeer.toFixed(1)}x the fastest peer`,
    ofLimit === undefined ? '' : `${Math.round(ofLimit * 100)} % of the bare expressions`,
    `peak ${Math.round(peakMegabytes)} MB`,
    bytes === undefined ? '' : `${bytes} bytes of snapshot/event`,
    ...others,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
