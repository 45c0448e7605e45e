import type { Json } from '@stepthrough/asl';
import { type ReactNode, useId, useState } from 'react';
import { Draft } from './draft.tsx';
import { type FieldKind, fromText, toText } from './value-text.ts';

interface Props {
  readonly label: string;
  readonly kind: FieldKind;
  /** `undefined` while the field is not written. */
  readonly value: Json | undefined;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly list?: string;
  /** Takes the keyboard as soon as it is shown. */
  readonly autoFocus?: boolean;
  readonly disabled: boolean;
  readonly onCommit: (value: Json) => void;
  /** Without it, the field cannot be taken away. */
  readonly onRemove?: () => void;
}

/** One field of a state. Emptied, it goes away. */
export function ValueField(props: Props) {
  const { label, kind, value, disabled, onCommit, onRemove } = props;
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const shown = value === undefined ? '' : toText(value, kind);
  const isWide = shown.includes('\n') || (kind === 'json' && typeof value === 'object');
  return (
    <FieldFrame
      label={label}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      disabled={disabled}
      {...(onRemove && value !== undefined ? { onRemove } : {})}
    >
      <Draft
        label={label}
        value={shown}
        disabled={disabled}
        multiline={isWide}
        wraps={shown.length > 32 && props.list === undefined}
        monospace={kind !== 'text'}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        {...(props.list === undefined ? {} : { list: props.list })}
        autoFocus={props.autoFocus ?? false}
        isWrong={problem !== undefined}
        describedBy={id}
        onCommit={(text) => {
          setProblem(undefined);
          if (text.trim() === '' && onRemove) {
            if (value !== undefined) onRemove();
            return;
          }
          const read = fromText(text, kind);
          if ('problem' in read) setProblem(read.problem);
          else onCommit(read.value);
        }}
      />
      <span id={id} role="alert">
        {problem !== undefined && <span className="problem problem-error">{problem}</span>}
      </span>
    </FieldFrame>
  );
}

interface FrameProps {
  readonly label: string;
  readonly hint?: string;
  readonly disabled: boolean;
  readonly onRemove?: () => void;
  readonly children: ReactNode;
}

/** The name of a field above it, with the button that takes it away. */
export function FieldFrame({ label, hint, disabled, onRemove, children }: FrameProps) {
  return (
    <div className="field">
      <span className="field-name" title={hint}>
        {label}
        {onRemove && (
          <button
            type="button"
            className="icon codicon codicon-close"
            aria-label={`Remove ${label}`}
            title={`Remove ${label}`}
            disabled={disabled}
            onClick={onRemove}
          />
        )}
      </span>
      {children}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly autoFocus?: boolean;
  readonly disabled: boolean;
  readonly onChoose: (value: string) => void;
}

export function ChoiceField({
  label,
  value,
  options,
  autoFocus = false,
  disabled,
  onChoose,
}: ChoiceProps) {
  const isKnown = options.some(([option]) => option === value);
  return (
    <FieldFrame label={label} disabled={disabled}>
      <select
        aria-label={label}
        value={value}
        disabled={disabled}
        autoFocus={autoFocus}
        onChange={({ target }) => {
          onChoose(target.value);
        }}
      >
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
