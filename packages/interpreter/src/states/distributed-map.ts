import type { MapState, QueryLanguage } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import type { Json, JsonObject } from '@stepthrough/json';
import { failState, failTerminally, recordSucceeded, releaseEffects } from '../control.ts';
import type { ChildOutcome, ExecutionEvent, Outcome } from '../event.ts';
import { failure } from '../failure.ts';
import type { Progress, Step, Run } from '../code.ts';
import { uuid } from '../random.ts';
import { effectNumber, type Draft } from '../workspace.ts';
import type { Children, MapRun } from '../thread.ts';
import { startProblem } from '../start-problem.ts';
import { elements, emptyVector, getAt, setAt } from '../vector.ts';
import { batcher, type Batcher } from './item-batcher.ts';
import { noChildren } from './children.ts';
import { itemSelector, mapContext, type ItemSelector } from './item-selector.ts';
import { readerSteps, type Transfer } from './transfers.ts';
import { numberField } from './map-numbers.ts';

interface Parts {
  readonly state: string;
  readonly scope: number;
  readonly label: string | undefined;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly reader: Transfer | undefined;
  readonly selector: ItemSelector;
  readonly batch: Batcher;
  readonly writer: Transfer | undefined;
}

/** A Map whose iterations are child executions. Their events are not in the parent's history. */
export function distributedMap(
  state: MapState,
  language: QueryLanguage,
  scope: number,
): readonly Step[] {
  const executionType = (state.itemProcessor ?? state.iterator)?.processorConfig?.executionType;
  const reader = readerSteps(state.itemReader, language, 'ItemReader');
  const writer = readerSteps(state.resultWriter, language, 'ResultWriter');
  const { steps: batchSteps, batch } = batcher(state, language);
  const parts: Parts = {
    state: state.name,
    scope,
    label: state.label?.value,
    executionType: executionType?.value === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    reader: reader.transfer,
    selector: itemSelector(state, language),
    batch,
    writer: writer.transfer,
  };
  const transfers = [...reader.steps, ...writer.steps];
  // What JSONPath reads after MapStateStarted (recorded) JSONata has evaluated before.
  const fields =
    language === 'JSONata'
      ? [...transfers, started(parts)]
      : [
          started(parts),
          ...transfers,
          ...numberField(state, language, 'ToleratedFailureCount'),
          ...numberField(state, language, 'ToleratedFailurePercentage'),
        ];
  return [
    ...fields,
    ...batchSteps,
    {
      phase: 'call',
      processor: scope,
      perform: (run, thread) => begin(run, thread, parts),
      receive: (run, thread, event) => receive(run, thread, parts, event),
    },
  ];
}

function started({ reader, scope }: Parts): Step {
  return {
    phase: 'call',
    perform: (run, thread) => {
      const problem = startProblem(run.program.scopes[scope]);
      if (problem !== undefined) return failTerminally(run, thread, `The ItemProcessor ${problem}`);
      const items = thread.values.afterItemsPath ?? [];
      const length = reader ? 0 : Object.keys(items as object).length;
      run.record(thread, 'MapStateStarted', { length });
      return 'done';
    },
  };
}

function begin(run: Run, thread: Draft, parts: Parts): Progress {
  // A redrive goes on with the Map Run that there is.
  if (thread.children?.run) {
    thread.waitingFor = { kind: 'children' };
    return startNext(run, thread, parts);
  }
  const { identity } = run.before.facts;
  const id = uuid(run.keyOf(thread, 'mapRun'));
  const label = parts.label ?? uuid(run.keyOf(thread, 'label'));
  const arn = `arn:aws:states:${identity.region}:${identity.accountId}:mapRun:${identity.stateMachineName}/${label}:${id}`;
  run.record(thread, 'MapRunStarted', { mapRunArn: arn });
  const {
    toleratedFailureCount,
    toleratedFailurePercentage,
    maxConcurrency: limit,
  } = thread.values;
  const mapRun: MapRun = {
    arn,
    label,
    source: sourceOf(parts.reader, thread),
    toleratedCount: Number(toleratedFailureCount ?? 0),
    toleratedPercentage: Number(toleratedFailurePercentage ?? 0),
    itemCounts: [],
    itemsFailed: 0,
    itemsSucceeded: 0,
    started: emptyVector(),
    firstEffect: 0,
    again: [],
    startedAgain: 0,
    redriveCount: 0,
  };
  thread.children = {
    ...noChildren,
    stage: 'read',
    limit:
      Number(limit ?? 0) > 0
        ? Math.min(Number(limit), limits.distributedConcurrency)
        : limits.distributedConcurrency,
    run: mapRun,
  };
  if (!parts.reader) return selectItems(run, thread, parts, thread.values.afterItemsPath ?? []);
  const read = parts.reader.requestOf(thread);
  if (!read.ok) return failRun(run, thread, 'States.ItemReaderFailed', read.cause);
  run.waitFor(thread, {
    kind: 'readItems',
    id: run.nextEffectId(thread),
    origin: run.originOf(thread),
    resource: parts.reader.resource,
    parameters: read.parameters,
    readerConfig: read.config,
  });
  return 'waits';
}

/** Recorded nowhere; AWS's "Context object": the bucket of a list, the object that is read, or the state's data. */
function sourceOf(reader: Transfer | undefined, thread: Draft): string {
  const read = reader?.requestOf(thread);
  if (!read?.ok) return 'STATE_DATA';
  const { Bucket, Key } = read.parameters;
  const bucket = typeof Bucket === 'string' ? Bucket : '';
  return typeof Key === 'string' ? `S3://${bucket}/${Key}` : `S3://${bucket}`;
}

/** AWS's words (recorded) for a file that holds no list. */
function takeItems(run: Run, thread: Draft, parts: Parts, items: Json): Progress {
  if (typeof items === 'object' && items !== null) return selectItems(run, thread, parts, items);
  const cause = 'Attempting to map over non-iterable node.';
  return failRun(run, thread, 'States.ItemReaderFailed', cause);
}

function selectItems(run: Run, thread: Draft, parts: Parts, items: Json): Progress {
  const given = items as readonly Json[] | JsonObject;
  const keys = Array.isArray(items) ? undefined : Object.keys(given);
  thread.children = {
    ...childrenOf(thread),
    stage: 'select',
    items: Object.values<Json>(given),
    keys,
  };
  return startAll(run, thread, parts, parts.selector.select(run, thread));
}

function startAll(run: Run, thread: Draft, parts: Parts, progress: Progress): Progress {
  if (progress !== 'done') return progress;
  const children = childrenOf(thread);
  const batched = parts.batch(thread, children.inputs);
  thread.children = {
    ...children,
    stage: 'run',
    inputs: batched.inputs,
    total: batched.inputs.length,
    next: 0,
    run: children.run && {
      ...children.run,
      itemCounts: batched.counts,
      firstEffect: run.effectCount,
    },
  };
  if (batched.inputs.length === 0) return finish(run, thread, parts);
  thread.waitingFor = { kind: 'children' };
  return startNext(run, thread, parts);
}

function startNext(run: Run, thread: Draft, parts: Parts): Progress {
  let children = childrenOf(thread);
  let mapRun = children.run;
  while (mapRun && hasMore(children, mapRun) && children.running < children.limit) {
    const again: number | undefined = mapRun.again[mapRun.startedAgain];
    const index = again ?? children.next;
    const id = run.nextEffectId(thread);
    run.ask({
      kind: 'startChild',
      id,
      origin: run.originOf(thread),
      executionType: parts.executionType,
      index,
      input: children.inputs[index] ?? null,
      mapRunArn: mapRun.arn,
      label: mapRun.label,
      map: mapContext(children, index),
    });
    const number = effectNumber(id) - mapRun.firstEffect;
    const startedAgain = mapRun.startedAgain + (again === undefined ? 0 : 1);
    mapRun = { ...mapRun, started: setAt(mapRun.started, number, index), startedAgain };
    const next = again === undefined ? index + 1 : children.next;
    children = { ...children, next, running: children.running + 1 };
  }
  thread.children = { ...children, run: mapRun };
  return 'waits';
}

function hasMore({ next, total }: Children, { again, startedAgain }: MapRun): boolean {
  return startedAgain < again.length || next < total;
}

function receive(run: Run, thread: Draft, parts: Parts, event: ExecutionEvent): Progress {
  const { stage } = childrenOf(thread);
  switch (event.type) {
    case 'itemsRead':
      if (stage !== 'read') return 'waits';
      if (event.outcome.ok) return takeItems(run, thread, parts, event.outcome.value);
      return failRun(run, thread, event.outcome.error, event.outcome.cause);
    case 'evaluated':
      return startAll(run, thread, parts, parts.selector.receive(run, thread, event));
    case 'childEnded':
      return endChild(run, thread, parts, event.id, event.outcome);
    case 'resultsWritten':
      return stage === 'write' ? written(run, thread, event.outcome) : 'waits';
    case 'advance':
    case 'taskSubmitted':
    case 'taskStarted':
    case 'taskSucceeded':
    case 'taskFailed':
    case 'taskHeartbeat':
    case 'timer':
    case 'stop':
      return 'waits';
  }
}

function endChild(
  run: Run,
  thread: Draft,
  parts: Parts,
  id: number,
  outcome: ChildOutcome,
): Progress {
  const children = childrenOf(thread);
  const { run: mapRun } = children;
  if (!mapRun) return 'waits';
  const number = effectNumber(id) - mapRun.firstEffect;
  const index = number < 0 ? undefined : getAt(mapRun.started, number);
  if (index === undefined) return 'waits';
  const count = mapRun.itemCounts[index] ?? 1;
  const after: MapRun = {
    ...mapRun,
    started: setAt(mapRun.started, number, undefined),
    itemsSucceeded: mapRun.itemsSucceeded + (outcome.ok ? count : 0),
    itemsFailed: mapRun.itemsFailed + (outcome.ok ? 0 : count),
  };
  thread.children = {
    ...children,
    running: children.running - 1,
    results: outcome.ok ? setAt(children.results, index, outcome.value) : children.results,
    run: after,
  };
  if (isOverThreshold(after)) {
    // A redrive goes on with this Map Run.
    run.keepFailing(thread);
    cancelChildren(run, thread);
    return failRun(
      run,
      thread,
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  }
  if (hasMore(children, after)) return startNext(run, thread, parts);
  return thread.children.running > 0 ? 'waits' : finish(run, thread, parts);
}

/** More failed items than either threshold allows; a threshold that is not given is 0, unless the other is given. */
function isOverThreshold({
  itemsFailed,
  itemCounts,
  toleratedCount,
  toleratedPercentage,
}: MapRun): boolean {
  if (itemsFailed === 0) return false;
  const total = itemCounts.reduce((sum, count) => sum + count, 0);
  const isOverCount = itemsFailed > toleratedCount;
  const isOverPercentage = (itemsFailed / total) * 100 > toleratedPercentage;
  if (toleratedCount > 0 && toleratedPercentage > 0) return isOverCount || isOverPercentage;
  return toleratedPercentage > 0 ? isOverPercentage : isOverCount;
}

function cancelChildren(run: Run, thread: Draft): void {
  const { run: mapRun } = childrenOf(thread);
  if (!mapRun) return;
  for (const [number] of elements(mapRun.started)) {
    run.cancel(run.effectIdOf(number + mapRun.firstEffect, thread));
  }
}

function finish(run: Run, thread: Draft, parts: Parts): Progress {
  const children = childrenOf(thread);
  const results = [...elements(children.results)].map(([, result]) => result);
  if (!parts.writer) return succeed(run, thread, results);
  const write = parts.writer.requestOf(thread);
  if (!write.ok) return failRun(run, thread, 'States.ResultWriterFailed', write.cause);
  if (parts.writer.resource === '') return succeed(run, thread, transform(results, write.config));
  thread.children = { ...children, stage: 'write' };
  run.waitFor(thread, {
    kind: 'writeResults',
    id: run.nextEffectId(thread),
    origin: run.originOf(thread),
    resource: parts.writer.resource,
    parameters: write.parameters,
    writerConfig: write.config,
    mapRunArn: children.run?.arn ?? '',
    results,
  });
  return 'waits';
}

/** `FLATTEN` joins the lists that the children gave. */
function transform(results: readonly Json[], config: Json): Json {
  const { Transformation } = (config ?? {}) as JsonObject;
  if (Transformation !== 'FLATTEN') return results;
  return results.flatMap((result) => result);
}

function written(run: Run, thread: Draft, outcome: Outcome): Progress {
  if (outcome.ok) return succeed(run, thread, outcome.value);
  return failRun(run, thread, outcome.error, outcome.cause);
}

function succeed(run: Run, thread: Draft, result: Json): Progress {
  run.record(thread, 'MapRunSucceeded');
  recordSucceeded(run, thread, 'MapStateSucceeded');
  thread.payload = result;
  thread.children = undefined;
  run.setValue(thread, 'result', result);
  return 'done';
}

function failRun(run: Run, thread: Draft, error: string, cause: string): Progress {
  run.record(thread, 'MapRunFailed', { error, cause });
  releaseEffects(run, thread);
  thread.children = undefined;
  return failState(run, thread, failure(error, cause));
}

function childrenOf(thread: Draft): Children {
  return thread.children ?? noChildren;
}
