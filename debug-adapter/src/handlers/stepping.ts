import type { DebugSession } from '../debug-session.ts';
import { RequestProblem } from '../protocol/problem.ts';
import type { Handlers, RequestContext } from '../protocol/requests.ts';
import type { ThreadKey } from '../run/mark-index.ts';
import type { IndexedPosition } from '../run/recording.ts';
import type { Run } from '../run/run.ts';
import type { StepKind } from '../run/stepping.ts';
import type { Stop } from '../run/stop.ts';

type Stepping = Pick<
  Handlers,
  | 'continue'
  | 'next'
  | 'stepIn'
  | 'stepOut'
  | 'stepBack'
  | 'reverseContinue'
  | 'restartFrame'
  | 'pause'
>;

/** Each answers at once and moves the run afterwards, so that the stop comes after the response. */
export function steppingHandlers(session: DebugSession): Stepping {
  const step =
    (kind: StepKind) =>
    ({ threadId }: { readonly threadId: number }, context: RequestContext): undefined => {
      const run = session.stoppedRun;
      const { position } = positionOf(session, run, threadId);
      moveAfter(session, context, () => run.step(kind, position));
    };
  return {
    continue: (_args, context) => {
      const run = session.stoppedRun;
      moveAfter(session, context, () => run.continue());
      return { allThreadsContinued: true };
    },
    next: step('over'),
    stepIn: step('in'),
    stepOut: step('out'),
    stepBack: ({ threadId }, context) => {
      const run = session.stoppedRun;
      const { index } = positionOf(session, run, threadId);
      moveAfter(session, context, () => run.stepBack(index));
    },
    reverseContinue: (_args, context) => {
      const run = session.stoppedRun;
      moveAfter(session, context, () => run.reverseContinue());
    },
    restartFrame: ({ frameId }, context) => {
      const run = session.stoppedRun;
      const { view, thread } = session.frame(frameId);
      const entry = entryOf(run, { execution: view.id, thread: thread.id });
      if (entry === undefined) {
        throw new RequestProblem(`The entry of "${thread.state}" is not recorded.`);
      }
      moveAfter(session, context, () => {
        run.goTo(entry);
        return { kind: 'restart' };
      });
    },
    pause: () => {
      session.run?.pause();
      return undefined;
    },
  };
}

function moveAfter(
  session: DebugSession,
  context: RequestContext,
  movement: () => Stop | Promise<Stop>,
): void {
  session.beginMoving();
  context.afterResponse(() => {
    session.move(movement);
  });
}

/** Where the thread of a step stands: its last position up to the present mark. */
function positionOf(session: DebugSession, run: Run, threadId: number): IndexedPosition {
  const key = session.threadIds.keyOf(threadId) ?? session.focus;
  const found = run.recording.lastPositionOf(key, run.cursor);
  if (!found) throw new RequestProblem('This thread has not begun at the present stop.');
  return found;
}

/** The mark at which a thread has entered its present state. */
function entryOf({ recording, cursor }: Run, thread: ThreadKey): number | undefined {
  for (const index of recording.ofThread(thread, cursor)) {
    const mark = recording.marks[index];
    if (mark?.kind === 'position' && mark.phase === 'enter') return index;
  }
  return undefined;
}
