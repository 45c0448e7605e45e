import { historyEventTypes } from '@stepthrough/catalog';
import type { StateType } from '@stepthrough/asl';
import type { HistoryEventType } from '@stepthrough/interpreter';
import { expect, it } from 'vitest';

type Listed = (typeof historyEventTypes)[number] | `${StateType}State${'Entered' | 'Exited'}`;
type Missing = Exclude<HistoryEventType, Listed>;

/** Does not compile while the interpreter writes an event that is not listed. */
const missing = {} satisfies { readonly [Type in Missing]: true };

it('every type of event that an execution writes is listed, once', () => {
  expect(missing).toEqual({});
  expect(new Set(historyEventTypes).size).toBe(historyEventTypes.length);
});
