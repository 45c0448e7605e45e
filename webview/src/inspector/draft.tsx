import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useActions } from '../actions.ts';
import { focusCanvas } from '../canvas/canvas.tsx';

interface Props {
  readonly id?: string;
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
  /** Enter begins a new line, and Ctrl+Enter commits. */
  readonly multiline?: boolean;
  /** A long line is shown as several. */
  readonly wraps?: boolean;
  readonly monospace?: boolean;
  readonly placeholder?: string;
  readonly list?: string;
  readonly isWrong?: boolean;
  /** Names the text that explains the field, for screen readers. */
  readonly describedBy?: string;
  readonly onCommit: (value: string) => void;
}

/**
 * A text that is being typed. Enter (Ctrl+Enter in several lines) or leaving the field commits it,
 * Escape takes it back. Until then the document knows nothing of it, so one commit is one undo.
 */
export function Draft(props: Props) {
  const { id, value, label, disabled, multiline = false, onCommit } = props;
  const actions = useActions();
  const [draft, setDraft] = useState(value);
  const latest = useRef({ draft, value, onCommit });
  latest.current = { draft, value, onCommit };
  /** What has been committed already, while the text has not come back with it. */
  const committed = useRef<string | undefined>(undefined);
  useEffect(() => {
    setDraft(value);
    committed.current = undefined;
  }, [value]);
  const commit = (): void => {
    const { current } = latest;
    if (current.draft === current.value) return;
    committed.current = current.draft;
    current.onCommit(current.draft);
  };
  const commitOnce = (): void => {
    if (latest.current.draft !== committed.current) commit();
  };
  const finish = useRef(commitOnce);
  finish.current = commitOnce;
  // A field that goes away, because another state is selected, keeps what was typed into it.
  useEffect(
    () => () => {
      finish.current();
    },
    [],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    const isCtrl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (draft === value) focusCanvas();
      setDraft(value);
      latest.current = { ...latest.current, draft: value };
    } else if (event.key === 'Enter' && (!multiline || isCtrl)) {
      event.preventDefault();
      commit();
    } else if (isCtrl && key === 's') {
      // VS Code would save before it hears of the draft.
      event.preventDefault();
      event.stopPropagation();
      commit();
      actions.command('save');
    } else if (isCtrl && ['z', 'y'].includes(key) && draft !== value) {
      // While typing, undo is the field's own; VS Code hears only what bubbles to the window.
      event.stopPropagation();
    }
  };
  const shared = {
    ...(id === undefined ? {} : { id }),
    ...(props.list === undefined ? {} : { list: props.list }),
    ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
    'aria-label': label,
    'aria-invalid': props.isWrong ?? false,
    className: props.monospace ? 'monospace' : '',
    placeholder: props.placeholder ?? '',
    value: draft,
    disabled,
    spellCheck: false,
    onBlur: commitOnce,
    onChange: (event: { target: { value: string } }) => {
      setDraft(event.target.value);
    },
    onKeyDown,
  };
  if (!multiline && !props.wraps) return <input type="text" autoComplete="off" {...shared} />;
  return (
    <textarea
      rows={multiline ? Math.max(2, Math.min(16, draft.split('\n').length)) : 1}
      {...shared}
    />
  );
}
