import { isArray, type Json } from '@stepthrough/json';
import type { Work } from './work.ts';

/**
 * Spends what a value takes when it is written as text, before it is written: the same part may
 * stand in it many times. @throws LimitReached
 */
export function spendText(value: Json | undefined, work: Work): void {
  if (typeof value === 'string') work.spend('text', value.length + 2);
  else if (typeof value !== 'object' || value === null) work.spend('text', 5);
  else if (isArray(value)) {
    work.spend('text', 2 + value.length);
    for (const item of value) spendText(item, work);
  } else {
    work.spend('text', 2);
    for (const [name, member] of Object.entries(value)) {
      work.spend('text', name.length + 4);
      spendText(member, work);
    }
  }
}
