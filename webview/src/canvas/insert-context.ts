import type { Transition } from '@stepthrough/asl';
import { createContext } from 'react';

/** Where a new state is wanted: on a transition, at a place of the window. */
export interface InsertRequest {
  readonly scope: string;
  readonly transition: Transition | undefined;
  readonly x: number;
  readonly y: number;
}

/** Called by the + of an edge; the palette listens. */
export const InsertContext = createContext<(request: InsertRequest) => void>(() => undefined);
