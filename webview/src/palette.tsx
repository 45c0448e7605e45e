import { stateTypes, type StateType } from '@stepthrough/asl';
import { useEffect, useRef, useState } from 'react';
import { Glyph } from './glyph.tsx';

const descriptions: { readonly [T in StateType]: string } = {
  Task: 'Calls a service or a function',
  Pass: 'Shapes data, sets variables',
  Choice: 'Goes one way or another',
  Wait: 'Waits for a time',
  Succeed: 'Ends well',
  Fail: 'Ends with an error',
  Parallel: 'Runs branches side by side',
  Map: 'Runs a flow for each item',
};

interface Props {
  readonly x: number;
  readonly y: number;
  readonly onChoose: (type: StateType) => void;
  readonly onClose: () => void;
}

/** The list of state types to add, with a filter; arrows choose, Enter takes, Escape leaves. */
export function Palette({ x, y, onChoose, onClose }: Props) {
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
  }, []);
  const types = stateTypes.filter((type) =>
    `${type} ${descriptions[type]}`.toLowerCase().includes(filter.toLowerCase()),
  );
  const chosen = types[Math.min(active, types.length - 1)];
  const left = Math.min(x, window.innerWidth - 290);
  const top = Math.min(y, window.innerHeight - 350);
  return (
    <div className="palette-screen" onPointerDown={onClose}>
      <div
        className="palette"
        role="dialog"
        aria-label="Add a state"
        style={{ left: Math.max(8, left), top: Math.max(8, top) }}
        onPointerDown={(event) => {
          event.stopPropagation();
        }}
      >
        <input
          ref={input}
          value={filter}
          placeholder="Add a state…"
          aria-label="Filter state types"
          onChange={(event) => {
            setFilter(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose();
            if (event.key === 'Enter' && chosen) onChoose(chosen);
            if (event.key === 'ArrowDown')
              setActive((index) => Math.min(index + 1, types.length - 1));
            if (event.key === 'ArrowUp') setActive((index) => Math.max(index - 1, 0));
          }}
        />
        <ul role="listbox">
          {types.map((type) => (
            <li key={type}>
              <button
                type="button"
                role="option"
                aria-selected={type === chosen}
                onClick={() => {
                  onChoose(type);
                }}
              >
                <Glyph type={type} />
                <span>
                  <strong>{type}</strong>
                  <small>{descriptions[type]}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {types.length === 0 && <p>No state type matches.</p>}
      </div>
    </div>
  );
}
