import type { ScopeGraph, Transition } from '@stepthrough/asl';
import { useActions } from '../actions.ts';
import { FieldFrame } from './value-field.tsx';

interface Props {
  readonly label: string;
  readonly graph: ScopeGraph;
  readonly source: Pick<Transition, 'kind' | 'from' | 'index'>;
  readonly disabled: boolean;
}

/** Where a transition leads: a state of its scope, the end, or a state to be made. */
export function TargetField({ label, graph, source, disabled }: Props) {
  const actions = useActions();
  const { kind, from, index } = source;
  const isNext = kind === 'next' || kind === 'end';
  const transition = graph.transitions.find(
    (t) =>
      t.from === from &&
      t.index === index &&
      (isNext ? t.kind === 'next' || t.kind === 'end' : t.kind === kind),
  );
  const isMissing = transition?.target !== undefined && transition.to === undefined;
  const value = transition === undefined ? unset : isMissing ? missing : (transition.to ?? end);
  return (
    <FieldFrame label={label} disabled={disabled}>
      <select
        aria-label={label}
        value={value}
        disabled={disabled}
        aria-invalid={isMissing}
        onChange={({ target, currentTarget }) => {
          const where = currentTarget.getBoundingClientRect();
          const at = { x: where.left, y: where.bottom };
          if (target.value === fresh) {
            actions.open({ kind: 'palette', request: { scope: graph.id, on: source, ...at } });
          } else if (target.value !== unset && target.value !== missing) {
            actions.reconnect(graph.id, source, target.value === end ? undefined : target.value);
          }
        }}
      >
        {value === unset && <option value={unset}>Choose…</option>}
        {isMissing && (
          <option value={missing}>{`${transition.target} (there is no such state)`}</option>
        )}
        {isNext && <option value={end}>End</option>}
        {graph.nodes.map(({ id, state }) => (
          <option key={id} value={id}>
            {state.name}
          </option>
        ))}
        <option value={fresh}>A new state…</option>
      </select>
    </FieldFrame>
  );
}

// No `stateId` begins so: the names of states are escaped in it only for `/` and `%`.
const unset = '%unset';
const missing = '%missing';
const end = '%end';
const fresh = '%fresh';
