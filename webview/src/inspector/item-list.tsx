import { type ReactNode, useRef } from 'react';
import { useActions } from '../actions.ts';
import type { ItemField } from '../editing.ts';
import { type KeyedItem, keyedItems } from './item-keys.ts';

interface Props {
  readonly id: string;
  readonly field: ItemField;
  /** What one item is called. */
  readonly noun: string;
  readonly items: readonly {
    readonly title: string;
    /** Its index in the list as it is written. */
    readonly index: number;
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
  const swap = (upper: number): void => {
    const [one, other] = [items[upper], items[upper + 1]];
    if (one && other) actions.swapItems(id, field, [one.index, other.index]);
  };
  return (
    <>
      <ol className="items">
        {items.map(({ title, body, index: written }, index) => (
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
                  swap(index - 1);
                }}
              />
              <ItemButton
                icon="arrow-down"
                words={`Move ${noun} ${index + 1} down`}
                disabled={disabled || index === items.length - 1}
                onClick={() => {
                  swap(index);
                }}
              />
              <ItemButton
                icon="trash"
                words={`Remove ${noun} ${index + 1}`}
                disabled={disabled}
                onClick={() => {
                  actions.removeItem(id, field, written);
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
