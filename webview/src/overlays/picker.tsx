import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface Choice {
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: ReactNode;
  /** More words that the filter finds it by. */
  readonly keywords?: string;
}

interface Props<T extends Choice> {
  readonly label: string;
  readonly filterLabel: string;
  readonly placeholder: string;
  readonly choices: readonly T[];
  readonly onChoose: (choice: T) => void;
  readonly onClose: () => void;
  /** A place of the window; without it, the picker stands at the top in the middle. */
  readonly at?: { readonly x: number; readonly y: number };
}

const size = { width: 360, height: 420 };

/** A filtered list in a dialog: arrows choose, Enter takes, Escape leaves. */
export function Picker<T extends Choice>(props: Props<T>) {
  const { label, filterLabel, placeholder, choices, onChoose, onClose, at } = props;
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    input.current?.focus();
  }, []);
  const shown = filterChoices(choices, filter);
  const at0 = Math.min(active, shown.length - 1);
  const chosen = shown[at0];
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at0, filter]);
  return (
    <div className="overlay" onPointerDown={onClose}>
      <div
        className="picker"
        role="dialog"
        aria-modal="true"
        aria-label={label}
        style={at ? placeAt(at) : { left: `calc(50% - ${size.width / 2}px)`, top: 40 }}
        onPointerDown={(event) => {
          event.stopPropagation();
        }}
      >
        <input
          ref={input}
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={chosen && `${id}-${chosen.key}`}
          aria-label={filterLabel}
          value={filter}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => {
            setFilter(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
            if (step !== undefined) {
              event.preventDefault();
              setActive(Math.max(0, Math.min(at0 + step, shown.length - 1)));
            }
            if (event.key === 'Escape') onClose();
            if (event.key === 'Enter' && chosen) onChoose(chosen);
            if (event.key === 'Tab') event.preventDefault();
            event.stopPropagation();
          }}
        />
        <div className="picker-list" role="listbox" id={id} aria-label={label} ref={list}>
          {shown.map((choice, index) => (
            <div key={choice.key} role="presentation">
              {choice.group !== shown[index - 1]?.group && choice.group !== '' && (
                <div className="picker-group" role="presentation">
                  {choice.group}
                </div>
              )}
              <div
                id={`${id}-${choice.key}`}
                className="picker-choice"
                role="option"
                aria-selected={choice === chosen}
                onPointerMove={() => {
                  setActive(index);
                }}
                onClick={() => {
                  onChoose(choice);
                }}
              >
                {choice.icon}
                <span className="picker-text">
                  <strong>{choice.title}</strong>
                  <small>{choice.detail}</small>
                </span>
              </div>
            </div>
          ))}
          {shown.length === 0 && <p className="picker-none">Nothing matches «{filter}».</p>}
        </div>
      </div>
    </div>
  );
}

/** Every word must be found; what begins with the filter comes first, but groups stay together. */
function filterChoices<T extends Choice>(choices: readonly T[], filter: string): readonly T[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return choices;
  const words = wanted.split(/\s+/);
  const found = choices.filter(({ title, detail, keywords = '', group }) => {
    const text = `${title} ${detail} ${keywords} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const score = ({ title }: T): number => {
    const name = title.toLowerCase();
    return name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3;
  };
  return found.toSorted((a, b) => score(a) - score(b));
}

function placeAt({ x, y }: { readonly x: number; readonly y: number }) {
  return {
    left: Math.max(8, Math.min(x, window.innerWidth - size.width - 12)),
    top: Math.max(8, Math.min(y + 8, window.innerHeight - size.height - 12)),
  };
}
