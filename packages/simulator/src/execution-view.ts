import { changesBetween, get } from '@stepthrough/collections';
import type { AslDocument, Json } from '@stepthrough/asl';
import type { ExecutionStatus, Snapshot, ThreadId } from '@stepthrough/interpreter';
import type { MapChild } from './map-child.ts';
import type { Setting } from './world/setting.ts';
import type { Execution, World } from './world/world.ts';

/** An execution as it is at one moment. */
export interface ExecutionView {
  readonly id: string;
  readonly name: string;
  readonly machine: string;
  readonly path: string;
  readonly document: AslDocument;
  readonly status: ExecutionStatus;
  readonly input: Json;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly snapshot: Snapshot;
  /** What started it, when it is nested. */
  readonly parent: ParentThread | undefined;
  /** What it is in a Map Run, when one has started it. */
  readonly mapChild: MapChild | undefined;
}

/** The execution, thread and state whose Task or Map has started another execution. */
interface ParentThread {
  readonly execution: string;
  readonly thread: ThreadId;
  readonly state: string;
}

/** An execution that is another one than at the moment before. */
export interface ExecutionChange {
  /** `undefined` when it has been started. */
  readonly before: ExecutionView | undefined;
  /** `undefined` when it has ended and is not kept. */
  readonly after: ExecutionView | undefined;
}

export function viewExecution(world: World, setting: Setting, execution: Execution): ExecutionView {
  const machine = setting.machines.get(execution.machine) ?? setting.main;
  const { id, name, input, startedAt, stoppedAt, snapshot } = execution;
  return {
    id,
    name,
    machine: machine.name,
    path: machine.path,
    document: machine.document,
    status: snapshot.status,
    input,
    startedAt,
    stoppedAt,
    snapshot,
    parent: parentOf(world, execution),
    mapChild: execution.child,
  };
}

/** The executions that differ between two worlds, in the order in which they were started. */
export function changedExecutions(
  before: World,
  after: World,
  setting: Setting,
): readonly ExecutionChange[] {
  const view = (world: World, execution: Execution | undefined): ExecutionView | undefined =>
    execution && viewExecution(world, setting, execution);
  return changesBetween(before.executions, after.executions).map((change) => ({
    before: view(before, change.before),
    after: view(after, change.after),
  }));
}

function parentOf(world: World, { child, startedBy }: Execution): ExecutionView['parent'] {
  const place = child ?? startedBy;
  const parent = place && get(world.executions, place.execution);
  return parent && { execution: parent.id, thread: place.thread, state: place.state };
}
