import { useRef } from 'react';
import { useActions } from '../actions.ts';
import { useFocus, useFocusTarget } from '../focus.ts';
import { Draft } from './draft.tsx';
import { FieldFrame } from './value-field.tsx';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
}

/** The name of a state, which is renamed wherever it stands. */
export function NameField({ id, name, disabled }: Props) {
  const actions = useActions();
  const focus = useFocus();
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useFocusTarget('name', () => {
    input.current?.focus();
    input.current?.select();
    return input.current !== null;
  });
  return (
    <FieldFrame label="Name" disabled={disabled}>
      <Draft
        ref={input}
        label="Name"
        value={name}
        disabled={disabled}
        onCommit={(next) => {
          // The state has another id then, and this field goes with the old one.
          if (document.activeElement === input.current) focus.to('canvas');
          actions.rename(id, next);
        }}
      />
    </FieldFrame>
  );
}
