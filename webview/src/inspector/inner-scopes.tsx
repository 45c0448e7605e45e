import type { ScopeGraph, State, StateNode } from '@stepthrough/asl';
import { useActions } from '../actions.ts';
import { ItemList } from './item-list.tsx';
import { ChoiceField } from './value-field.tsx';
import { writtenItems } from './written-items.ts';

interface Props {
  readonly node: StateNode;
  readonly disabled: boolean;
}

/** What a Parallel or Map holds. */
export function InnerScopes({ node, disabled }: Props) {
  const actions = useActions();
  const { id, state, scopes } = node;
  if (state.type === 'Parallel') {
    return (
      <ItemList
        id={id}
        field="Branches"
        noun="branch"
        disabled={disabled}
        items={writtenItems(state, 'Branches', scopes).map(({ item: scope, number, index }) => ({
          index,
          content: scope.scope.states.map(({ name }) => name).join('\n'),
          title: `Branch ${number + 1}`,
          body: <Inner scope={scope} />,
        }))}
        onAdd={() => {
          actions.addItem(id, 'Branches');
        }}
      />
    );
  }
  if (state.type !== 'Map') return null;
  return (
    <>
      {scopes.map((scope) => (
        <Inner key={scope.id} scope={scope} />
      ))}
      {state.itemProcessor && (
        <ChoiceField
          label="Mode"
          value={modeOf(state)}
          options={[
            ['INLINE', 'Inline: up to 40 iterations at once, in this execution'],
            ['DISTRIBUTED', 'Distributed: child executions, up to 10,000 at once'],
          ]}
          disabled={disabled}
          onChoose={(mode) => {
            const config =
              mode === 'INLINE' ? { Mode: mode } : { Mode: mode, ExecutionType: 'STANDARD' };
            actions.setField(id, ['ItemProcessor', 'ProcessorConfig'], config);
          }}
        />
      )}
    </>
  );
}

function modeOf(state: Extract<State, { readonly type: 'Map' }>): string {
  return state.itemProcessor?.processorConfig?.mode?.value ?? 'INLINE';
}

/** The first state of a scope inside, to go to. */
function Inner({ scope }: { readonly scope: ScopeGraph }) {
  const actions = useActions();
  const first = scope.transitions.find(({ kind }) => kind === 'start')?.to ?? scope.nodes[0]?.id;
  const count = scope.nodes.length;
  return (
    <p className="inner">
      {count === 0 ? 'No states yet' : `${count} ${count === 1 ? 'state' : 'states'}, from `}
      {first !== undefined && (
        <button
          type="button"
          className="link"
          onClick={() => {
            actions.select(first);
          }}
        >
          {scope.scope.startAt?.value ?? first}
        </button>
      )}
    </p>
  );
}
