import type { SourceNode, State } from '@stepthrough/asl';
import { valueOf } from '@stepthrough/asl';

/** What a Task's Resource names. */
type Resource =
  | { readonly kind: 'function'; readonly isQualified: boolean }
  | { readonly kind: 'activity' }
  | ServiceResource;

interface ServiceResource {
  readonly kind: 'service';
  /** E.g. `lambda:invoke`, or `aws-sdk:s3:getObject`. */
  readonly action: string;
  readonly pattern: Pattern;
}

export type Pattern = '' | '.sync' | '.sync:2' | '.waitForTaskToken';

const arn = /^arn:(aws(?:-[a-z]+)*):([\w-]+):([\w-]*):(\d{12}|[\w-]*):(.+)$/;

/** Reads an ARN; `undefined` for a text that is none that a Task can have. */
export function readResource(text: string): Resource | undefined {
  const [, , service, , , rest = ''] = arn.exec(text) ?? [];
  if (service === 'lambda') {
    const name = /^function:[^:]+(:[^:]+)?$/.exec(rest);
    return name ? { kind: 'function', isQualified: name[1] !== undefined } : undefined;
  }
  if (service !== 'states') return undefined;
  if (rest.startsWith('activity:')) return { kind: 'activity' };
  const found = /^((?:aws-sdk:)?[\w-]+:\w+)(\.sync|\.sync:2|\.waitForTaskToken)?$/.exec(rest);
  const [, action = '', pattern = ''] = found ?? [];
  return found ? { kind: 'service', action, pattern: pattern as Pattern } : undefined;
}

/** The payload that a Task sends, in either query language. */
export function requestOf(state: State): SourceNode | undefined {
  return valueOf(state.node, 'Parameters') ?? valueOf(state.node, 'Arguments');
}
