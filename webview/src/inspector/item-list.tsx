import { type ReactNode, useRef } from 'react';
import { useActions } from '../actions.ts';
import { type KeyedItem, keyedItems } from './item-keys.ts';

interface Props {
  readonly id: string;
  readonly field: 'Choices' | 'Retry' | 'Catch' | 'Branches';
  /** What one item is called. */
  readonly noun: string;
  readonly items: readonly {
    readonly title: string;
    /** What the item holds: it is the same item as long as this is the same. */
    readonly content: string;
    readonly body: ReactNode;
  }[];
  readonly disabled: boolean;
  readonly onAdd: () => void;
}

/** Items whose order matters: each can be moved, removed, and one more added. */
export function ItemList({ id, field, noun, items, disabled, onAdd }: Props) {
  const actions = useActions();
  const keyed = useRef<readonly KeyedItem[]>([]);
  keyed.current = keyedItems(
    keyed.current,
    items.map(({ content }) => content),
  );
  const swap = (from: number, to: number): void => {
    actions.swapItems(id, [field], [Math.min(from, to), Math.max(from, to)]);
  };
  return (
    <>
      <ol className="items">
        {items.map(({ title, body }, index) => (
          <li key={keyed.current[index]?.key ?? index} className="item">
            <header>
              <span className="item-title" title={title}>
                {title}
              </span>
              <ItemButton
                icon="arrow-up"
                words={`Move ${noun} ${index + 1} up`}
                disabled={disabled || index === 0}
                onClick={() => {
                  swap(index, index - 1);
                }}
              />
              <ItemButton
                icon="arrow-down"
                words={`Move ${noun} ${index + 1} down`}
                disabled={disabled || index === items.length - 1}
                onClick={() => {
                  swap(index, index + 1);
                }}
              />
              <ItemButton
                icon="trash"
                words={`Remove ${noun} ${index + 1}`}
                disabled={disabled}
                onClick={() => {
                  const isLast = items.length === 1 && (field === 'Retry' || field === 'Catch');
                  actions.removeField(id, isLast ? [field] : [field, index]);
                }}
              />
            </header>
            {body}
          </li>
        ))}
      </ol>
      <button type="button" className="add" disabled={disabled} onClick={onAdd}>
        <span className="codicon codicon-add" aria-hidden /> Add a {noun}
      </button>
    </>
  );
}

interface ButtonProps {
  readonly icon: string;
  readonly words: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function ItemButton({ icon, words, disabled, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      className={`icon codicon codicon-${icon}`}
      aria-label={words}
      title={words}
      disabled={disabled}
      onClick={onClick}
    />
  );
}
