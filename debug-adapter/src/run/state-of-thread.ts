import { findState, type Scope, scopesOf, type State, walkStates } from '@stepthrough/asl';
import type { PathStep, Thread } from '@stepthrough/interpreter';
import type { ExecutionView } from '@stepthrough/simulator';

/** The state in which a thread is, as its execution's definition has it. */
export function stateOfThread(view: ExecutionView, thread: Thread): State | undefined {
  const { machine } = view.document;
  if (!machine) return undefined;
  const scope = scopeAt(machine, thread.path);
  const state = scope && findState(scope, thread.state);
  if (state) return state;
  // A child execution of a distributed Map runs a processor of the same definition as its root.
  for (const candidate of walkStates(machine)) {
    if (candidate.name === thread.state) return candidate;
  }
  return undefined;
}

function scopeAt(root: Scope, path: readonly PathStep[]): Scope | undefined {
  let scope: Scope | undefined = root;
  for (const step of path) {
    const owner: State | undefined =
      scope && findState(scope, 'map' in step ? step.map : step.parallel);
    if (!owner) return undefined;
    scope = scopesOf(owner)['map' in step ? 0 : step.index];
  }
  return scope;
}
