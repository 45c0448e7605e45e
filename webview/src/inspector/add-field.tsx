import { type Json, queryLanguageOf, type State, type StateType } from '@stepthrough/asl';

interface Props {
  readonly state: State;
  readonly disabled: boolean;
  readonly onAdd: (name: string, value: Json) => void;
}

/** Adds a field that the state can have and has not, with a value to start from. */
export function AddField({ state, disabled, onAdd }: Props) {
  const present = new Set(state.node.properties.map(({ key }) => key.value));
  const language = queryLanguageOf(state);
  const names = Object.keys(fields).filter((name) => {
    const { types, only } = fields[name] ?? {};
    const fits = !types || (state.type !== undefined && types.includes(state.type));
    return fits && (only === undefined || only === language) && !present.has(name);
  });
  if (names.length === 0) return null;
  return (
    <label>
      Add a field
      <select
        value=""
        disabled={disabled}
        onChange={({ target }) => {
          onAdd(target.value, fields[target.value]?.value ?? '');
        }}
      >
        <option value="">Choose…</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

interface Starter {
  readonly value: Json;
  readonly types?: readonly StateType[];
  readonly only?: 'JSONPath' | 'JSONata';
}

const working: readonly StateType[] = ['Task', 'Parallel', 'Map'];

const fields: { readonly [name: string]: Starter } = {
  Assign: { value: {}, types: ['Task', 'Pass', 'Choice', 'Wait', 'Parallel', 'Map'] },
  InputPath: { value: '$', only: 'JSONPath' },
  Parameters: { value: {}, only: 'JSONPath', types: ['Task', 'Pass', 'Parallel', 'Map'] },
  ResultSelector: { value: {}, only: 'JSONPath', types: working },
  ResultPath: { value: '$.result', only: 'JSONPath', types: ['Task', 'Pass', 'Parallel', 'Map'] },
  OutputPath: { value: '$', only: 'JSONPath' },
  Arguments: { value: {}, only: 'JSONata', types: ['Task', 'Parallel'] },
  Output: { value: '{% $states.input %}', only: 'JSONata' },
  Result: { value: {}, only: 'JSONPath', types: ['Pass'] },
  Retry: {
    value: [
      { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 },
    ],
    types: working,
  },
  TimeoutSeconds: { value: 60, types: ['Task'] },
  HeartbeatSeconds: { value: 30, types: ['Task'] },
  ItemSelector: { value: {}, types: ['Map'] },
  MaxConcurrency: { value: 10, types: ['Map'] },
  QueryLanguage: { value: 'JSONata' },
};
