import type { Rule } from '../../rule.ts';

export const taskPattern: Rule = {
  types: ['Task'],
  state(state, report, facts) {
    const call = facts.call(state);
    if (!call) return;
    const { action, pattern, at } = call;
    const patterns = action.startsWith('aws-sdk:')
      ? (['', '.waitForTaskToken'] as const)
      : call.integration?.patterns;
    if (!patterns || patterns.some((each) => each === pattern)) return;
    const allowed = patterns.map((each) => (each === '' ? 'no suffix' : each)).join(', ');
    const written = pattern === '' ? 'a request without suffix' : pattern;
    report(at, `${action} does not support ${written}; it has ${allowed}.`, {
      aws: { message: unrecognized(at.kind === 'string' ? at.value : '') },
    });
  },
};

/** AWS's words for a Resource that it cannot use. */
export function unrecognized(arn: string): string {
  return `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
}
