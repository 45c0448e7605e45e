import { type KeyboardEvent, type Ref, useContext, useEffect, useRef, useState } from 'react';
import { useActions } from '../actions.ts';
import { useFocus } from '../focus.ts';
import { lastEdit } from '../host.ts';
import { RefusalContext } from '../refusal.ts';

interface Props {
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  /** Takes the keyboard as soon as it is shown. */
  readonly autoFocus?: boolean;
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
 * Escape takes it back. Until then the document knows nothing of it, so one commit is one undo. It stays
 * when the text changes elsewhere and when its edit is refused, and says so.
 */
export function Draft(props: Props) {
  const { value, label, disabled, multiline = false, onCommit } = props;
  const actions = useActions();
  const focus = useFocus();
  const version = actions.version();
  const [draft, setDraft] = useState(value);
  /** Why what is typed is not what the text holds, when that is not its author's doing. */
  const [note, setNote] = useState<string>();
  const latest = useRef({ draft, value, version, onCommit });
  latest.current = { draft, value, version, onCommit };
  /** The text's value from which what is typed has begun. */
  const base = useRef(value);
  const sent = useRef<Sent | undefined>(undefined);
  /** What was refused already: it is not sent again before its author has looked at it. */
  const refused = useRef<string | undefined>(undefined);
  useEffect(() => {
    const { current } = latest;
    const isTyped = current.draft !== base.current && current.draft !== value;
    const isOurs = sent.current?.draft === current.draft;
    const isBack = sent.current?.draft === value;
    base.current = value;
    if (isBack) sent.current = undefined;
    if (isTyped && !isOurs) {
      // What was committed has come back, and its author has typed on.
      if (isBack) return;
      setNote(`The text has meanwhile become “${value}”. Enter writes yours, Escape takes it.`);
      return;
    }
    setDraft(value);
    setNote(undefined);
  }, [value]);
  const refusal = useContext(RefusalContext);
  useEffect(() => {
    const { current } = sent;
    const edit = refusal?.edit;
    if (!current || !refusal || edit === undefined) return;
    if (edit < current.first || edit > current.last) return;
    // The text may have come back already, with what somebody else has made of it.
    sent.current = undefined;
    refused.current = current.draft;
    setDraft(current.draft);
    setNote(refusal.message);
  }, [refusal]);
  const commit = (): void => {
    const { current } = latest;
    if (current.draft === current.value) return;
    const first = lastEdit() + 1;
    refused.current = undefined;
    setNote(undefined);
    actions.at(current.version, () => {
      current.onCommit(current.draft);
    });
    const last = lastEdit();
    // What is no value of the field has its own problem, and is still being typed.
    sent.current = last < first ? undefined : { draft: current.draft, first, last };
    committed.current = current.draft;
  };
  /** What has been committed already, while the text has not come back with it. */
  const committed = useRef<string | undefined>(undefined);
  useEffect(() => {
    committed.current = undefined;
  }, [value]);
  const commitOnce = (): void => {
    const { current } = latest;
    if (current.draft !== committed.current && current.draft !== refused.current) commit();
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
      if (draft === value) focus.to('canvas');
      setDraft(value);
      setNote(undefined);
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
    ...(props.ref === undefined ? {} : { ref: props.ref }),
    autoFocus: props.autoFocus ?? false,
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
  return (
    <>
      {!multiline && !props.wraps ? (
        <input type="text" autoComplete="off" {...shared} />
      ) : (
        <textarea
          rows={multiline ? Math.max(2, Math.min(16, draft.split('\n').length)) : 1}
          {...shared}
        />
      )}
      {note !== undefined && (
        <span className="problem problem-warning draft-note" role="alert">
          {note}
        </span>
      )}
    </>
  );
}

/** A draft that was sent, and the numbers of its edits. */
interface Sent {
  readonly draft: string;
  readonly first: number;
  readonly last: number;
}
