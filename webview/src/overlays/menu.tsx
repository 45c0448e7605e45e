import { useEffect, useRef } from 'react';

export interface MenuItem {
  readonly words: string;
  readonly icon: string;
  readonly keys: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

interface Props {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
}

export function Menu({ label, x, y, items, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const buttons = (): HTMLButtonElement[] => [
    ...(menu.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? []),
  ];
  useEffect(() => {
    menu.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus();
  }, []);
  return (
    <div
      className="overlay"
      onPointerDown={onClose}
      onContextMenu={(event) => {
        event.preventDefault();
      }}
    >
      <div
        className="menu"
        role="menu"
        aria-label={label}
        ref={menu}
        style={{
          left: Math.min(x, window.innerWidth - 250),
          top: Math.min(y, window.innerHeight - items.length * 28 - 16),
        }}
        onPointerDown={(event) => {
          event.stopPropagation();
        }}
        onKeyDown={(event) => {
          const all = buttons();
          const at = all.indexOf(document.activeElement as HTMLButtonElement);
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined) all[(at + step + all.length) % all.length]?.focus();
          if (event.key === 'Home') all[0]?.focus();
          if (event.key === 'End') all.at(-1)?.focus();
          if (event.key === 'Escape' || event.key === 'Tab') onClose();
          if (step !== undefined || event.key === 'Tab') event.preventDefault();
          event.stopPropagation();
        }}
      >
        {items.map(({ words, icon, keys, disabled = false, run }) => (
          <button
            key={words}
            type="button"
            role="menuitem"
            disabled={disabled}
            onClick={() => {
              onClose();
              run();
            }}
          >
            <span className={`codicon codicon-${icon}`} aria-hidden />
            <span>{words}</span>
            <kbd>{keys}</kbd>
          </button>
        ))}
      </div>
    </div>
  );
}
