import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Run, Stop } from './run/run.ts';

type StopBody = Pick<
  DebugProtocol.StoppedEvent['body'],
  'reason' | 'description' | 'text' | 'hitBreakpointIds'
>;

/** A stop as the client shows it. */
export function describeStop(stop: Exclude<Stop, { kind: 'ended' }>, run: Run): StopBody {
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
    case 'stuck': {
      const text =
        'message' in stop.standing ? stop.standing.message : 'Nothing is left to happen.';
      return { reason: 'exception', description: 'Paused: a task has no answer', text };
    }
  }
}

function where({ position }: Run): string {
  if (!position) return 'before the first state';
  const name = position.state?.name ?? position.stateId;
  return position.phase === 'enter' ? `at ${name}` : `in ${name} at ${position.phase}`;
}
