import { useEffect, useState } from 'react';

interface Props {
  readonly id?: string;
  readonly value: string;
  readonly label?: string;
  readonly disabled: boolean;
  readonly multiline?: boolean;
  readonly onCommit: (value: string) => void;
}

/** A text that is being typed: Enter or leaving the field commits it, Escape takes it back. */
export function Draft({ id, value, label, disabled, multiline = false, onCommit }: Props) {
  const [draft, setDraft] = useState(value);
  useEffect(() => {
    setDraft(value);
  }, [value]);
  const commit = (): void => {
    if (draft !== value) onCommit(draft);
  };
  const shared = {
    ...(id === undefined ? {} : { id }),
    'aria-label': label,
    value: draft,
    disabled,
    spellCheck: false,
    onBlur: commit,
    onChange: (event: { target: { value: string } }) => {
      setDraft(event.target.value);
    },
    onKeyDown: (event: { key: string; shiftKey: boolean; preventDefault: () => void }) => {
      if (event.key === 'Escape') setDraft(value);
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      commit();
    },
  };
  if (!multiline) return <input type="text" {...shared} />;
  return <textarea rows={Math.min(14, draft.split('\n').length + 1)} {...shared} />;
}
