import { useEffect, useRef } from 'react';
import { member } from '@stepthrough/json';
import { keyCommands } from '../canvas/keys.ts';

/** All keys of the canvas. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    close.current?.focus();
  }, []);
  return (
    <div className="overlay" onPointerDown={onClose}>
      <div
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-label="Keyboard shortcuts"
        onPointerDown={(event) => {
          event.stopPropagation();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === '?') onClose();
          event.stopPropagation();
        }}
      >
        <h2>
          Keyboard shortcuts
          <button
            ref={close}
            type="button"
            className="icon codicon codicon-close"
            aria-label="Close"
            onClick={onClose}
          />
        </h2>
        <div className="sheet-groups">
          {(['Move', 'Edit', 'View', 'Debug'] as const).map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {keyCommands
                  .filter((command) => command.group === group)
                  .map(({ words, keys }) => (
                    <div key={words}>
                      <dt>{words}</dt>
                      <dd>
                        {keys.slice(0, 2).map((key) => (
                          <kbd key={key}>{shownKey(key)}</kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}

const names: { readonly [key: string]: string } = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  ContextMenu: 'Menu',
  Delete: 'Del',
  Escape: 'Esc',
};

function shownKey(chord: string): string {
  if (chord.length === 1) return chord.toUpperCase();
  return chord
    .split('+')
    .map((key) => member(names, key) ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(' ');
}
