import { createContext } from 'react';
import type { Model } from './model.ts';

/** The last edit that was not made, for the field that it came from. */
export const RefusalContext = createContext<Model['refused']>(undefined);
