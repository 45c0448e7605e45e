/** What the two sides of an isolated evaluation say to each other. */
import type { Json } from '@stepthrough/json';
import type { JsonataOutcome } from '@stepthrough/expressions';

/** Plain data, so that it can go to another thread. */
export interface TemplateRequest {
  readonly template: Json;
  /** The field that the template is, as causes name it. */
  readonly field: string;
  /** `$states` */
  readonly states: { readonly [member: string]: Json };
  readonly variables: { readonly [name: string]: Json };
  /** Virtual time in milliseconds since the epoch; it stands still during the evaluation. */
  readonly now: number;
  /** The same seed gives the same random numbers. */
  readonly seed: string;
}

export type FromWorker =
  | { readonly kind: 'begins'; readonly index: number }
  | { readonly kind: 'outcome'; readonly outcome: JsonataOutcome };
