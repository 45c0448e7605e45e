import type { ScopeGraph, StateNode, Transition } from '@stepthrough/asl';
import { send } from '../host.ts';
import { shownLabel } from '../layout/layout.ts';

interface Props {
  readonly node: StateNode;
  readonly graph: ScopeGraph;
  readonly disabled: boolean;
}

/** Where each transition of a state leads. */
export function NextField({ node, graph, disabled }: Props) {
  const transitions = graph.transitions.filter(
    ({ from, kind }) => from === node.id && kind !== 'start',
  );
  const canEnd = !['Succeed', 'Fail'].includes(node.state.type ?? '');
  return transitions
    .filter(({ kind }) => canEnd || kind !== 'end')
    .map((transition) => (
      <label key={`${transition.kind}${transition.index}`}>
        {titleOf(transition)}
        <select
          value={transition.to ?? ''}
          disabled={disabled}
          onChange={({ target }) => {
            const { kind, from, index } = transition;
            const to = target.value === '' ? undefined : target.value;
            const operation = {
              kind: 'reconnect',
              scope: graph.id,
              transition: { kind, from, index },
              to,
            } as const;
            send({ type: 'edit', operation });
          }}
        >
          {(transition.kind === 'next' || transition.kind === 'end') && (
            <option value="">End</option>
          )}
          {graph.nodes.map(({ id, state }) => (
            <option key={id} value={id}>
              {state.name}
            </option>
          ))}
        </select>
      </label>
    ));
}

function titleOf(transition: Transition): string {
  switch (transition.kind) {
    case 'start':
    case 'next':
    case 'end':
      return 'Next state';
    case 'default':
      return 'Default';
    case 'choice':
      return `Rule ${transition.index + 1}: ${shownLabel(transition)}`;
    case 'catch':
      return shownLabel(transition);
  }
}
