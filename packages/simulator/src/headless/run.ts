/** Runs without a debugger: to the end, on the virtual clock or paced against the real one. */
import type { Outcome } from '@stepthrough/services';
import { linesOf } from '@stepthrough/scenario';
import { get, size } from '@stepthrough/collections';
import { walkStates } from '@stepthrough/asl';
import { setTimeout } from 'node:timers/promises';
import type { LogEntry } from '../world/log.ts';
import type { OutstandingTask } from '../world/world.ts';
import { OwnFault } from '../kernel/own-fault.ts';
import { ofScenario } from './load.ts';
import type { ExecutionView } from '../execution-view.ts';
import { Simulation } from '../simulation.ts';
import type { SimulationOptions } from '../simulation-options.ts';

export interface HeadlessOptions extends SimulationOptions {
  /** Gets every line of the log as it is written. */
  readonly onLog?: (entry: LogEntry) => void;
  /** After so many events in which no execution has ended the run is taken to go in circles; a million when absent. */
  readonly maximumEvents?: number;
  /** Virtual milliseconds in a real one: 1 is real time, 60 a minute a second; at once when absent. */
  readonly timeScale?: number;
}

export interface HeadlessResult {
  readonly end: 'ended' | 'unanswered' | 'stuck' | 'tooLong' | 'fault';
  /** Why the run has not ended by itself, and what to add to the scenario. */
  readonly problem: string | undefined;
  /** The error of Stepthrough's own that has stopped the run. */
  readonly fault: OwnFault | undefined;
  /** The first execution of the main machine. */
  readonly execution: ExecutionView | undefined;
  /** What the start was answered with: an HTTP response, a function's result, a message's id. */
  readonly reply: Outcome | undefined;
  readonly simulation: Simulation;
}

/** @throws SimulationProblem or OwnFault when the run cannot begin */
export async function runHeadless(options: HeadlessOptions): Promise<HeadlessResult> {
  const { onLog, maximumEvents = 1_000_000, timeScale, ...rest } = options;
  const simulation = new Simulation({ keepTimeline: false, ...rest, ...ofScenario(rest) });
  try {
    let seen = 0;
    const tell = (): void => {
      if (!onLog) return;
      const lines = simulation.log(seen);
      seen += lines.length;
      lines.forEach(onLog);
    };
    const pace = timeScale === undefined ? undefined : pacing(simulation, timeScale);
    tell();
    let ended = 0;
    for (let count = 0; count < maximumEvents; count++) {
      await pace?.();
      const step = simulation.forward({ granularity: 'state' });
      const { moved, standing } = step instanceof Promise ? await step : step;
      tell();
      const { started, children, running } = simulation.world;
      const endedNow = started + children - size(running);
      if (endedNow > ended) {
        ended = endedNow;
        count = 0;
      }
      if (standing.kind === 'unanswered') {
        const lines = standing.tasks.map((task) => located(simulation, task));
        return resultOf(simulation, 'unanswered', lines.join('\n'));
      }
      if (standing.kind === 'stuck') return resultOf(simulation, 'stuck', standing.message);
      if (!moved || standing.kind === 'ended') return resultOf(simulation, 'ended', undefined);
    }
    const problem = `The run has not ended, and no execution has in its last ${maximumEvents} events; the workflow may go in circles.`;
    return resultOf(simulation, 'tooLong', problem);
  } catch (problem) {
    if (!(problem instanceof OwnFault)) throw problem;
    return resultOf(simulation, 'fault', problem.message, problem);
  } finally {
    await simulation.dispose();
  }
}

/** Why nothing answers a task, with the place of its state. */
function located(simulation: Simulation, task: OutstandingTask): string {
  const { world, setting } = simulation;
  const execution = get(world.executions, task.execution);
  const machine = execution && setting.machines.get(execution.machine);
  const states = machine?.document.machine ? [...walkStates(machine.document.machine)] : [];
  const state = states.find(({ name }) => name === task.origin.state);
  const { unanswered = '' } = task;
  if (!machine || !state) return unanswered;
  const { line, column } = linesOf(machine.document.text)(state.key.range.start);
  return `${machine.path}:${line}:${column}: ${unanswered}`;
}

/** Sleeps until the next thing is due. The time that a stop takes counts for nothing. */
function pacing(simulation: Simulation, scale: number): () => Promise<void> {
  return async () => {
    const next = simulation.nextAt();
    const wait = next === undefined ? 0 : (next - simulation.world.now) / scale;
    if (wait > 0) await setTimeout(wait);
  };
}

function resultOf(
  simulation: Simulation,
  end: HeadlessResult['end'],
  problem: string | undefined,
  fault?: OwnFault,
): HeadlessResult {
  const main = simulation.setting.main.name;
  const execution = simulation.executions().find(({ machine }) => machine === main);
  const reply = simulation.startReply(0);
  return { end, problem, fault, execution, reply, simulation };
}
