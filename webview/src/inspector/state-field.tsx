import type { Json } from '@stepthrough/asl';
import { useActions } from '../actions.ts';
import type { FieldRow } from './fields.ts';
import { ChoiceField, ValueField } from './value-field.tsx';

interface Props {
  /** `stateId` */
  readonly id: string;
  readonly row: Pick<FieldRow, 'name' | 'kind' | 'hint' | 'values'>;
  /** `undefined` while the field is not written. */
  readonly value: Json | undefined;
  readonly autoFocus: boolean;
  readonly disabled: boolean;
}

/** One field of a state: typed, or chosen where the States Language has a list of its values. */
export function StateField({ id, row, value, autoFocus, disabled }: Props) {
  const actions = useActions();
  const { name, kind, hint, values } = row;
  const set = (next: Json): void => {
    actions.setField(id, [name], next);
  };
  const remove = (): void => {
    actions.removeField(id, [name]);
  };
  const shared = { label: name, autoFocus, disabled };
  if (!values) {
    return (
      <ValueField
        {...shared}
        kind={kind}
        hint={hint}
        value={value}
        onCommit={set}
        onRemove={remove}
      />
    );
  }
  return (
    <ChoiceField
      {...shared}
      value={String(value ?? '')}
      options={[['', '(not written)'], ...values.map((each) => [each, each] as const)]}
      onChoose={(chosen) => {
        if (chosen === '') remove();
        else set(chosen);
      }}
    />
  );
}
