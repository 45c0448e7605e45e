import type { Result } from './service.ts';

/** Two changes one after the other: the second was made of the first one's state. */
export function joined<S, K>(first: Result<S, K>, second: Result<S, K>): Result<S, K> {
  return { state: second.state, effects: [...(first.effects ?? []), ...(second.effects ?? [])] };
}
