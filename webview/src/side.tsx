import { type ReactNode, useState } from 'react';
import { savedView, saveView } from './host.ts';

const least = 220;

/** The panel at the right, whose left border can be dragged, or moved with the arrow keys. */
export function Side({ children }: { readonly children: ReactNode }) {
  const [width, setWidth] = useState(() => savedView().sideWidth ?? startWidth());
  const resize = (wanted: number): void => {
    const next = Math.round(Math.max(least, Math.min(wanted, window.innerWidth - 200)));
    setWidth(next);
    saveView({ sideWidth: next });
  };
  return (
    <aside className="side" aria-label="Inspector" style={{ width, maxWidth: '55%' }}>
      <div
        className="side-border"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the inspector"
        aria-valuenow={width}
        aria-valuemin={least}
        aria-valuemax={Math.max(least, window.innerWidth - 200)}
        tabIndex={0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) {
            resize(window.innerWidth - event.clientX);
          }
        }}
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') resize(width + 20);
          if (key === 'ArrowRight') resize(width - 20);
        }}
      />
      {children}
    </aside>
  );
}

/** Beside a text editor the page is narrow, and the picture needs its room too. */
function startWidth(): number {
  return Math.max(least, Math.min(320, Math.round(window.innerWidth * 0.4)));
}
