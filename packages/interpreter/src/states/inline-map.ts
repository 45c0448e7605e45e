import type { MapState, QueryLanguage } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import { failState, failTerminally, recordSucceeded } from '../control.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import type { Failure } from '../thread.ts';
import { startProblem } from '../start-problem.ts';
import { setAt } from '../vector.ts';
import { abortChild, abortChildren, childResults, noChildren, startChild } from './children.ts';
import { itemSelector, mapContext } from './item-selector.ts';

export function inlineMap(
  state: MapState,
  language: QueryLanguage,
  scope: number,
): readonly Step[] {
  const selector = itemSelector(state, language);
  const proceed = (run: Run, thread: Draft, progress: Progress): Progress => {
    if (progress !== 'done') return progress;
    const { children = noChildren } = thread;
    thread.children = { ...children, stage: 'run' };
    if (children.total === 0) return succeed(run, thread);
    thread.waitingFor = { kind: 'children' };
    return startNext(run, thread, scope, thread.lastEventId);
  };
  return [
    {
      phase: 'call',
      perform: (run, thread) => {
        const problem = startProblem(run.program.scopes[scope]);
        if (problem !== undefined)
          return failTerminally(run, thread, `The ItemProcessor ${problem}`);
        const items = thread.values.afterItemsPath as readonly Json[];
        const limit = Number(thread.values.maxConcurrency ?? 0);
        run.record(thread, 'MapStateStarted', { length: items.length });
        thread.children = {
          ...noChildren,
          stage: 'select',
          items,
          total: items.length,
          limit: limit > 0 ? Math.min(limit, limits.inlineConcurrency) : limits.inlineConcurrency,
        };
        return proceed(run, thread, selector.select(run, thread));
      },
      receive: (run, thread, event) => proceed(run, thread, selector.receive(run, thread, event)),
      childEnded: (run, thread, child, failed) =>
        failed
          ? failIteration(run, thread, child, failed)
          : endIteration(run, thread, child, scope),
    },
  ];
}

/** Starts as many iterations as may run; the first events of all follow `after`. */
function startNext(run: Run, thread: Draft, scope: number, after: number): Progress {
  let { children = noChildren } = thread;
  while (children.next < children.total && children.running < children.limit) {
    const index = children.next;
    const started = run.recordAfter(after, 'MapIterationStarted', { name: thread.state, index });
    startChild(run, thread, {
      scope,
      index,
      id: `${thread.state}[${index}]`,
      step: { map: thread.state, index },
      input: children.inputs[index] ?? null,
      lastEventId: started,
      map: mapContext(children, index),
    });
    children = { ...children, next: index + 1, running: children.running + 1 };
  }
  thread.children = children;
  return 'waits';
}

function endIteration(run: Run, thread: Draft, child: Draft, scope: number): Progress {
  const { children = noChildren } = thread;
  const { index } = child.home;
  run.removeThread(child);
  thread.lastEventId = run.recordAfter(child.lastEventId, 'MapIterationSucceeded', {
    name: thread.state,
    index,
  });
  thread.children = {
    ...children,
    running: children.running - 1,
    results: setAt(children.results, index, child.payload),
  };
  if (children.next < children.total) return startNext(run, thread, scope, child.lastEventId);
  return thread.children.running > 0 ? 'waits' : succeed(run, thread);
}

function succeed(run: Run, thread: Draft): Progress {
  recordSucceeded(run, thread, 'MapStateSucceeded');
  thread.payload = childResults(thread.children ?? noChildren);
  thread.children = undefined;
  run.setValue(thread, 'result', thread.payload);
  return 'done';
}

function failIteration(run: Run, thread: Draft, child: Draft, failed: Failure): Progress {
  const after = child.lastEventId;
  abortChild(run, child, after);
  abortChildren(run, thread, after);
  run.recordAfter(after, 'MapIterationFailed', { name: thread.state, index: child.home.index });
  thread.lastEventId = after;
  thread.children = undefined;
  return failState(run, thread, failed);
}
