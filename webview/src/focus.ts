/** Who takes the keyboard: parts of the page say how they take it, and any other may send it there. */
import { createContext, useContext, useLayoutEffect, useRef } from 'react';

/** The canvas; the name in the inspector; the first field of the inspector's form. */
type FocusPart = 'canvas' | 'name' | 'form';

export class FocusTargets {
  readonly #takers = new Map<FocusPart, () => boolean>();

  /** Sends the keyboard to a part; gives whether it is there and has taken it. */
  to(part: FocusPart): boolean {
    return this.#takers.get(part)?.() ?? false;
  }

  /** Lets a part take the keyboard, until the given function is called. */
  register(part: FocusPart, take: () => boolean): () => void {
    this.#takers.set(part, take);
    return () => {
      // Another one may have come before this one goes.
      if (this.#takers.get(part) === take) this.#takers.delete(part);
    };
  }
}

const FocusContext = createContext(new FocusTargets());
export const FocusProvider = FocusContext.Provider;

export function useFocus(): FocusTargets {
  return useContext(FocusContext);
}

/** Makes a part of the page one that takes the keyboard while it is shown. */
export function useFocusTarget(part: FocusPart, take: () => boolean): void {
  const focus = useFocus();
  const latest = useRef(take);
  latest.current = take;
  // Before the page is painted, because a part may be shown in order to take it.
  useLayoutEffect(() => focus.register(part, () => latest.current()), [focus, part]);
}
