/** Whether two targets of a bucket's notifications would hear of the same object. */
import type { Refusal } from '../contract/outcome.ts';
import { invalidArgument } from './refusals.ts';

interface Listener {
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Source: "Configuring event notifications using object key name filtering". */
export function overlapProblem(listeners: readonly Listener[]): Refusal | undefined {
  const isAmbiguous = listeners.some((one, at) =>
    listeners.slice(at + 1).some((other) => overlaps(one, other)),
  );
  return isAmbiguous
    ? invalidArgument(
        'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
      )
    : undefined;
}

function overlaps(one: Listener, other: Listener): boolean {
  return (
    one.events.some((event) => other.events.some((another) => isSameEvent(event, another))) &&
    (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
    (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix))
  );
}

/** `s3:ObjectCreated:*` has each of its kinds. */
function isSameEvent(one: string, other: string): boolean {
  return one === other || isKindOf(one, other) || isKindOf(other, one);
}

function isKindOf(event: string, group: string): boolean {
  return group.endsWith(':*') && event.startsWith(group.slice(0, -1));
}
