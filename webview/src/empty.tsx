import { useActions } from './actions.ts';
import { Glyph } from './glyph.tsx';

const firsts = [
  ['Task', 'Call a function or a service'],
  ['Pass', 'Shape data, set variables'],
  ['Choice', 'Decide where to go'],
  ['Map', 'Do something for each item'],
] as const;

/** The page of a machine without states: what to begin with. */
export function Empty() {
  const actions = useActions();
  return (
    <div className="empty">
      <h2>Start your state machine</h2>
      <p>Choose its first state. It is written into the text, where you can go on as well.</p>
      <div className="empty-choices">
        {firsts.map(([type, words]) => (
          <button
            key={type}
            type="button"
            onClick={() => {
              const request = { scope: '', on: undefined, x: 0, y: 0 };
              actions.addState(request, { name: type, type, fields: undefined });
            }}
          >
            <Glyph type={type} />
            <strong>{type}</strong>
            <small>{words}</small>
          </button>
        ))}
      </div>
      <button
        type="button"
        className="empty-more"
        onClick={({ clientX: x, clientY: y }) => {
          actions.open({ kind: 'palette', request: { scope: '', on: undefined, x, y } });
        }}
      >
        More types and actions…
      </button>
    </div>
  );
}
