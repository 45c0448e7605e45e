import { type Json, queryLanguageOf, type ScopeGraph, type State, toJson } from '@stepthrough/asl';
import { errorsOfService, statesErrors } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import { useActions } from '../actions.ts';
import { serviceOf } from '../words.ts';
import { ItemList } from './item-list.tsx';
import { TargetField } from './target-field.tsx';
import { ChoiceField, ValueField } from './value-field.tsx';
import { writtenItems } from './written-items.ts';

interface Props {
  readonly id: string;
  readonly state: Extract<State, { readonly retry: unknown }>;
  readonly graph: ScopeGraph;
  readonly disabled: boolean;
}

/** Retriers and catchers, which are tried from the first to the last. */
export function ErrorHandling({ id, state, graph, disabled }: Props) {
  const actions = useActions();
  return (
    <>
      <h3>Retry</h3>
      <ItemList
        id={id}
        field="Retry"
        noun="retrier"
        disabled={disabled}
        items={writtenItems(state, 'Retry', state.retry).map(({ item: retrier, index }) => ({
          index,
          content: JSON.stringify(toJson(retrier.node)),
          title: namesOf(retrier.errorEquals) || 'No errors named',
          body: <Retrier {...{ id, index, disabled }} value={asObject(toJson(retrier.node))} />,
        }))}
        onAdd={() => {
          actions.addItem(id, 'Retry');
        }}
      />
      <h3>Catch</h3>
      <ItemList
        id={id}
        field="Catch"
        noun="catcher"
        disabled={disabled}
        items={writtenItems(state, 'Catch', state.catch).map(
          ({ item: catcher, number, index }) => ({
            index,
            content: JSON.stringify(toJson(catcher.node)),
            title: namesOf(catcher.errorEquals) || 'No errors named',
            body: (
              <>
                <Errors
                  {...{ id, index, disabled }}
                  field="Catch"
                  value={asObject(toJson(catcher.node))}
                />
                <TargetField
                  label="Go to"
                  graph={graph}
                  source={{ kind: 'catch', from: id, index: number }}
                  disabled={disabled}
                />
                <Fields
                  {...{ id, index, disabled }}
                  field="Catch"
                  value={asObject(toJson(catcher.node))}
                  rows={queryLanguageOf(state) === 'JSONata' ? jsonataCatch : jsonPathCatch}
                />
              </>
            ),
          }),
        )}
        onAdd={() => {
          actions.addItem(id, 'Catch');
        }}
      />
      <datalist id="error-names">
        {errorNames(state).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

const jsonPathCatch = [
  ['ResultPath', 'path'],
  ['Assign', 'json'],
] as const;
const jsonataCatch = [
  ['Assign', 'json'],
  ['Output', 'json'],
] as const;

interface ItemProps {
  readonly id: string;
  readonly index: number;
  readonly value: { readonly [name: string]: Json };
  readonly disabled: boolean;
}

function Retrier(props: ItemProps) {
  const { id, index, value, disabled } = props;
  const actions = useActions();
  return (
    <>
      <Errors {...props} field="Retry" />
      <div className="columns">
        <Fields {...props} field="Retry" rows={retryNumbers} />
        <ChoiceField
          label="Jitter"
          value={typeof value['JitterStrategy'] === 'string' ? value['JitterStrategy'] : ''}
          options={[
            ['', 'none'],
            ['FULL', 'full'],
          ]}
          disabled={disabled}
          onChoose={(jitter) => {
            const path = ['Retry', index, 'JitterStrategy'];
            if (jitter === '') actions.removeField(id, path);
            else actions.setField(id, path, jitter);
          }}
        />
      </div>
    </>
  );
}

const retryNumbers = [
  ['IntervalSeconds', 'number', '1'],
  ['MaxAttempts', 'number', '3'],
  ['BackoffRate', 'number', '2'],
  ['MaxDelaySeconds', 'number', 'none'],
] as const;

function Errors({
  id,
  index,
  value,
  disabled,
  field,
}: ItemProps & { readonly field: 'Retry' | 'Catch' }) {
  const actions = useActions();
  const errors = value['ErrorEquals'];
  return (
    <ValueField
      label="Errors"
      kind="text"
      hint="Names of errors, with commas between them."
      list="error-names"
      value={Array.isArray(errors) ? errors.join(', ') : ''}
      disabled={disabled}
      onCommit={(names) => {
        const list = String(names)
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '');
        actions.setField(id, [field, index, 'ErrorEquals'], list);
      }}
    />
  );
}

interface FieldsProps extends ItemProps {
  readonly field: 'Retry' | 'Catch';
  readonly rows: readonly (readonly [
    name: string,
    kind: 'number' | 'path' | 'json',
    otherwise?: string,
  ])[];
}

function Fields({ id, index, value, disabled, field, rows }: FieldsProps) {
  const actions = useActions();
  return rows.map(([name, kind, otherwise]) => (
    <ValueField
      key={name}
      label={words(name)}
      kind={kind}
      value={member(value, name)}
      disabled={disabled}
      {...(otherwise === undefined ? {} : { placeholder: otherwise })}
      onCommit={(next) => {
        actions.setField(id, [field, index, name], next);
      }}
      onRemove={() => {
        actions.removeField(id, [field, index, name]);
      }}
    />
  ));
}

/** `IntervalSeconds` → `Interval seconds` */
function words(name: string): string {
  return name.replace(
    /([a-z])([A-Z])/g,
    (_whole, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
}

function namesOf(
  field: { readonly value: readonly { readonly value: string }[] } | undefined,
): string {
  return field?.value.map(({ value }) => value).join(', ') ?? '';
}

function asObject(value: Json): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })
    : {};
}

/** The errors of the States Language, and of a Task those of the service that it calls. */
function errorNames(state: State): readonly string[] {
  const service = state.type === 'Task' ? serviceOf(state) : undefined;
  return [
    ...Object.keys(statesErrors),
    ...(service === undefined ? [] : errorsOfService(service.replaceAll(' ', ''), 'optimized')),
  ];
}
