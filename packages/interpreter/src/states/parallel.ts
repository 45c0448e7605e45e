import type { ParallelState } from '@stepthrough/asl';
import { failState, failTerminally, recordSucceeded } from '../control.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import type { Failure } from '../thread.ts';
import { startProblem } from '../start-problem.ts';
import { enter } from '../steps/enter.ts';
import { errorSteps } from '../steps/errors.ts';
import { jsonataField } from '../steps/jsonata.ts';
import { selectPath } from '../steps/paths.ts';
import { finishJsonata, finishJsonPath } from '../steps/result.ts';
import { fillTemplate } from '../steps/templates.ts';
import { abortChild, abortChildren, startChild, childResults, noChildren } from './children.ts';
import { setAt } from '../vector.ts';
import type { Place, Way } from './way.ts';

export function compileParallel(state: ParallelState, { language, innerScopes }: Place): Way {
  const steps =
    language === 'JSONata'
      ? [
          enter,
          ...jsonataField('Arguments', 'arguments', state.arguments?.node, (run, thread, value) => {
            thread.payload = value;
            run.setValue(thread, 'afterArguments', value);
            return 'done';
          }),
          branches(innerScopes),
          ...finishJsonata(state),
        ]
      : [
          enter,
          ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
          ...fillTemplate(state.parameters, 'arguments', 'afterParameters'),
          branches(innerScopes),
          ...finishJsonPath(state),
        ];
  const errors = errorSteps(state, language, steps.length, 1);
  return { ...errors, steps: [...steps, ...errors.steps] };
}

function branches(scopes: readonly number[]): Step {
  return {
    phase: 'call',
    perform: (run, thread) => {
      for (const [index, scope] of scopes.entries()) {
        const problem = startProblem(run.program.scopes[scope]);
        if (problem !== undefined) return failTerminally(run, thread, `Branch ${index} ${problem}`);
      }
      run.record(thread, 'ParallelStateStarted');
      const { length } = scopes;
      thread.children = { ...noChildren, total: length, next: length, running: length };
      if (length === 0) return succeed(run, thread);
      thread.waitingFor = { kind: 'children' };
      for (const [index, scope] of scopes.entries()) {
        startChild(run, thread, {
          scope,
          index,
          id: `${thread.state}<${index}>`,
          step: { parallel: thread.state, index },
          input: thread.payload,
          lastEventId: thread.lastEventId,
          map: thread.surroundings.Map,
        });
      }
      return 'waits';
    },
    childEnded: (run, thread, child, failed) =>
      failed ? fail(run, thread, child, failed) : endBranch(run, thread, child),
  };
}

function endBranch(run: Run, thread: Draft, child: Draft): Progress {
  const { children = noChildren } = thread;
  run.removeThread(child);
  thread.lastEventId = child.lastEventId;
  thread.children = {
    ...children,
    running: children.running - 1,
    results: setAt(children.results, child.home.index, child.payload),
  };
  return thread.children.running > 0 ? 'waits' : succeed(run, thread);
}

function succeed(run: Run, thread: Draft): Progress {
  recordSucceeded(run, thread, 'ParallelStateSucceeded');
  thread.payload = childResults(thread.children ?? noChildren);
  thread.children = undefined;
  run.setValue(thread, 'result', thread.payload);
  return 'done';
}

function fail(run: Run, thread: Draft, child: Draft, failed: Failure): Progress {
  thread.lastEventId = child.lastEventId;
  abortChild(run, child, thread.lastEventId);
  abortChildren(run, thread, thread.lastEventId);
  thread.children = undefined;
  return failState(run, thread, failed);
}
