/** Which executions an entry of `expect` speaks about, and what messages call them. */
import { walkStates } from '@stepthrough/asl';
import { get } from '@stepthrough/collections';
import type { Expectation } from '@stepthrough/scenario';
import type { ExecutionView } from '../execution-view.ts';
import { lastStateOf, nameOfChild, type MapChild } from '../map-child.ts';
import type { Simulation } from '../simulation.ts';
import { countProblem, listed } from './expected-values.ts';

type Expected = NonNullable<Expectation['executions']>[number];
/** What says which executions are meant. */
type Choice = { readonly [F in 'machine' | 'name' | 'map' | 'index']?: Expected[F] | undefined };

/**
 * Those of `machine` and `name`: the ones that no other execution has started, unless a machine is
 * named, or the children of the Map Runs of `map`, of which each counts as it was run last.
 */
export function chooseExecutions(
  simulation: Simulation,
  { machine, name, map, index }: Choice,
): readonly ExecutionView[] {
  const all = simulation
    .executions()
    .filter((execution) => machine === undefined || execution.machine === machine)
    .filter((execution) => name === undefined || execution.name === name);
  if (map === undefined && index === undefined) {
    return all
      .filter(({ mapChild }) => mapChild === undefined)
      .filter(({ parent }) => machine !== undefined || parent === undefined);
  }
  const last = new Map<string, ExecutionView>();
  for (const execution of all) {
    const { mapChild } = execution;
    if (!mapChild || (map !== undefined && !isNamed(mapChild, map))) continue;
    if (index !== undefined && mapChild.index !== index) continue;
    last.set(`${mapChild.mapRunArn} ${mapChild.index}`, execution);
  }
  return [...last.values()];
}

function isNamed({ state, label }: MapChild, map: string): boolean {
  return state === map || label === map;
}

/** What is wrong with how many there are. */
export function numberProblem(
  simulation: Simulation,
  entry: Expected,
  chosen: readonly ExecutionView[],
): string | undefined {
  const { machine, name, map, index, count } = entry;
  if (map === undefined && index === undefined) {
    return countProblem(count, chosen.length, 'executions');
  }
  const what = [
    map === undefined ? 'children' : `children of "${map}"`,
    ...(index === undefined ? [] : [`with index ${index}`]),
  ];
  const problem = countProblem(count, chosen.length, what.join(' '));
  if (problem === undefined) return undefined;
  const there = map === undefined ? [] : chooseExecutions(simulation, { machine, name, map });
  return `${problem} ${there.length === 0 ? whyNone(simulation, map) : indexesOf(there)}`;
}

function indexesOf(children: readonly ExecutionView[]): string {
  const indexes = children.map(({ mapChild }) => String(mapChild?.index ?? ''));
  return `Its children are ${listed(indexes, 'none')}.`;
}

function whyNone(simulation: Simulation, map: string | undefined): string {
  const runs = simulation.executions().flatMap(({ mapChild }) => mapChild ?? []);
  const names = [...new Set(runs.map(({ state, label }) => label ?? state))];
  const states = [...simulation.setting.machines.values()].flatMap(({ document }) =>
    document.machine ? [...walkStates(document.machine)] : [],
  );
  const state = states.find(({ name }) => name === map);
  if (
    state?.type === 'Map' &&
    state.itemProcessor?.processorConfig?.mode?.value !== 'DISTRIBUTED'
  ) {
    return `"${map}" is an inline Map, whose iterations are a part of the execution: its history has them.`;
  }
  return names.length === 0
    ? 'No Map Run has started any.'
    : `There are children of ${listed(names, 'none')}.`;
}

/** What messages call an execution. */
export function titleOf({ name, mapChild }: ExecutionView): string {
  return mapChild ? nameOfChild(mapChild) : name;
}

/** `FAILED (Error: cause)`; of a child with its state; of its parent with the children that failed. */
export function endOf(simulation: Simulation, execution: ExecutionView): string {
  const { status, mapChild } = execution;
  const place = mapChild ? placeOf(simulation, execution) : '';
  return `${status}${place}${whyIn(execution)}${failedChildren(simulation, execution)}`;
}

function whyIn({ snapshot: { error, cause = '' } }: ExecutionView): string {
  return error === undefined ? '' : ` (${error}: ${cause})`;
}

function placeOf({ world }: Simulation, { id, status }: ExecutionView): string {
  if (status === 'SUCCEEDED') return '';
  const number = get(world.executionNumbers, id);
  const execution = number === undefined ? undefined : get(world.executions, number);
  const state = execution && lastStateOf(execution);
  return state === undefined ? '' : ` in "${state}"`;
}

function failedChildren(simulation: Simulation, execution: ExecutionView): string {
  if (execution.status !== 'FAILED') return '';
  const failed = simulation
    .executions()
    .filter(({ mapChild, parent }) => mapChild && parent?.execution === execution.id)
    .filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT')
    .map((child) => `${titleOf(child)} ${endOf(simulation, child)}`);
  return failed.length === 0 ? '' : `; ${listed(failed, '')}`;
}
