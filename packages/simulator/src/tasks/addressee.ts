/** Whom a Task's Resource asks, in the words of scenarios: `service`, `action`. */
import { readResource, unrecognizedResource } from '@stepthrough/asl';

interface Addressee {
  /** As in the ARN, e.g. `sqs`; `lambda` and `activity` for these. */
  readonly service: string;
  /** As in the ARN, e.g. `sendMessage`; of a function or an activity its name. */
  readonly action: string;
}

/** `undefined` for a Resource that AWS does not know, or of which only deployment says what it names. */
export function addresseeOf(text: string): Addressee | undefined {
  const resource = readResource(text);
  switch (resource.kind) {
    case 'optimized':
    case 'sdk':
      return { service: resource.service, action: resource.action };
    case 'function':
      return { service: 'lambda', action: resource.name };
    case 'activity':
      return { service: 'activity', action: resource.name };
    case 'placeholder':
    case 'unknown':
      return undefined;
  }
}

/** Why nobody can be asked at all; `undefined` when the Resource names somebody. */
export function whyNobody(text: string): string | undefined {
  const { kind } = readResource(text);
  if (kind === 'unknown') return unrecognizedResource(text);
  return kind === 'placeholder' ? 'What its Resource names is filled in at deployment.' : undefined;
}
