import type { DebugProtocol } from '@vscode/debugprotocol';
import type { OutstandingTask } from '@stepthrough/simulator';
import type { Run } from './run/run.ts';
import type { Stop } from './run/stop.ts';

type StopBody = Pick<
  DebugProtocol.StoppedEvent['body'],
  'reason' | 'description' | 'text' | 'hitBreakpointIds'
>;

/** A stop as the client shows it. */
export function describeStop(stop: Exclude<Stop, { kind: 'ended' | 'stuck' }>, run: Run): StopBody {
  switch (stop.kind) {
    case 'entry':
      return { reason: 'entry', description: 'Paused on entry' };
    case 'beginning':
      return { reason: 'entry', description: 'Start of execution' };
    case 'step':
      return { reason: 'step', description: `Paused ${where(run)}` };
    case 'pause':
      return { reason: 'pause', description: `Paused ${where(run)}` };
    case 'restart':
      return { reason: 'restart', description: `Back ${where(run)}` };
    case 'halt': {
      const { reason, description, text, hitBreakpointIds } = stop.halt;
      return {
        reason,
        description,
        ...(text === undefined ? {} : { text }),
        hitBreakpointIds: [...hitBreakpointIds],
      };
    }
    case 'unanswered': {
      const description = 'Paused: a task has no answer';
      return { reason: 'exception', description, text: whyUnanswered(stop.tasks) };
    }
  }
}

/** What is missing for each of the tasks, and what would be right. */
export function whyUnanswered(tasks: readonly OutstandingTask[]): string {
  return tasks.map(({ unanswered }) => unanswered).join('\n');
}

function where({ position }: Run): string {
  if (!position) return 'before the first state';
  const name = position.state?.name ?? position.stateId;
  return position.phase === 'enter' ? `at ${name}` : `in ${name} at ${position.phase}`;
}
