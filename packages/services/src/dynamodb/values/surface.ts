/** How operations word what is wrong with a request: DynamoDB has two layers of checks, and not all use the same. */
import type { Refusal } from '../../contract/outcome.ts';
import { invalid } from './attribute-value.ts';

/** The words of an operation's own checks, as measured in 2026. */
export interface Surface {
  /** Of a request that is wrong by itself, whatever the table has. */
  readonly refuse: (message: string) => Refusal;
  /** Whether values are told in the older words, with the name that an expression has for them. */
  readonly isOlder: boolean;
}

/** PutItem, UpdateItem and DeleteItem. */
export const writing: Surface = {
  refuse: (message) => invalid(`1 validation error detected: ${message}`),
  isOlder: false,
};

/** GetItem, BatchGetItem and Query. */
export const reading: Surface = { refuse: invalid, isOlder: false };

/** BatchWriteItem, transactions and Scan. */
export const older: Surface = { refuse: invalid, isOlder: true };
