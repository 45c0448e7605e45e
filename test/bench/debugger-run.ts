/** One measurement of the debugger, in a process of its own: `debugger-run.ts map|messages|breakpoint COUNT CONCURRENCY`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { Recording, serveInline } from '@stepthrough/debug-adapter';
import { Simulation, type SimulationOptions, type StepReport } from '@stepthrough/simulator';
import { Client } from '../debug-adapter/client.ts';
import { itemsOf, mapDefinition, mapRun, messagesRun } from './debugger-cases.ts';
import { medianOf, settledHeap } from './interpreter-memory.ts';

const rounds = 3;

/** Holds what is measured on the heap. */
const kept: Recording[] = [];

const [, , kind, count = '0', concurrency = '0'] = argv;
const measured =
  kind === 'breakpoint'
    ? await measureBreakpoint(Number(count))
    : await measureRecording(
        kind === 'messages'
          ? messagesRun(Number(count))
          : mapRun(Number(count), Number(concurrency)),
      );
stdout.write(JSON.stringify(measured));

/** The same steps without and with what the debugger keeps of them, by turns. */
async function measureRecording(options: SimulationOptions): Promise<object> {
  // Compiled code is what long runs have, so short ones are measured with it, too.
  for (let round = 0; round < rounds; round += 1) {
    const warm = new Recording(new Simulation(mapRun(500, 0)));
    await toEnd(() => warm.extend());
  }
  const plain: number[] = [];
  const recorded: number[] = [];
  let steps = 0;
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    settledHeap();
    const simulation = new Simulation({ ...options, keepTimeline: false });
    plain.push(await timeOf(async () => void (await toEnd(() => simulation.forward()))));
    const before = settledHeap();
    const recording = new Recording(new Simulation(options));
    kept.push(recording);
    recorded.push(
      await timeOf(async () => {
        steps = await toEnd(() => recording.extend());
      }),
    );
    bytes = settledHeap() - before;
    kept.pop();
  }
  return {
    steps,
    plainMs: medianOf(plain),
    recordedMs: medianOf(recorded),
    megabytes: bytes / 2 ** 20,
  };
}

/** From the launch to the stop at a breakpoint in the last child, through a whole session. */
async function measureBreakpoint(items: number): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-bench-'));
  const program = join(folder, 'machine.asl.json');
  writeFileSync(program, mapDefinition(0));
  const text = mapDefinition(0).split('\n');
  const line = text.findIndex((one) => one.includes('"One": {')) + 1;
  const breakpoints = [{ line, condition: `$ = ${items - 1}` }];
  try {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      settledHeap();
      times.push(await timeOf(async () => toFirstStop(program, items, breakpoints)));
    }
    return { toBreakpointMs: medianOf(times) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function toFirstStop(
  program: string,
  items: number,
  breakpoints: readonly object[],
): Promise<void> {
  const client = new Client(serveInline());
  await client.request('initialize', { adapterID: 'stepthrough' });
  await client.request('setBreakpoints', { source: { path: program }, breakpoints });
  const launched = client.ask('launch', { program, input: itemsOf(items) });
  await client.ask('configurationDone');
  await launched;
  const { event } = await client.event(['stopped', 'terminated'], 0);
  if (event !== 'stopped') throw new Error('The run has ended before it came to the breakpoint.');
  await client.request('threads');
  client.close();
}

async function toEnd(forward: () => StepReport | Promise<StepReport>): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    const step = forward();
    const { moved, standing } = step instanceof Promise ? await step : step;
    if (standing.kind === 'ended') return steps;
    if (!moved || standing.kind !== 'going') throw new Error(`The run is ${standing.kind}.`);
  }
}

async function timeOf(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}
