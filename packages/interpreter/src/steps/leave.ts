import { leave } from '../control.ts';
import type { Step } from '../code.ts';

/** Leaves the state for `target`, or ends the thread when there is none. */
export function leaveFor(target: string | undefined): Step {
  return { phase: 'next', perform: (run, thread) => leave(run, thread, target) };
}
