/** What a Task state's Resource says: which service, which action, and how the answer comes. */
export interface Resource {
  readonly kind: 'optimized' | 'sdk' | 'function' | 'activity';
  /** As in the ARN, e.g. `sqs`; for functions and activities the word itself. */
  readonly service: string;
  /** As in the ARN, e.g. `sendMessage`; for functions and activities the name. */
  readonly action: string;
}

/** `undefined` for a text that is no ARN of a task. */
export function readResource(resource: string): Resource | undefined {
  const integration = /^arn:[\w-]+:states:[\w-]*:\d*:(aws-sdk:)?([\w-]+):(\w+)(?:\.[\w:]+)?$/.exec(
    resource,
  );
  if (integration) {
    const [, sdk, service = '', action = ''] = integration;
    return service === 'activity'
      ? { kind: 'activity', service, action }
      : { kind: sdk ? 'sdk' : 'optimized', service: service.toLowerCase(), action };
  }
  const activity = /^arn:[\w-]+:states:[\w-]*:\d*:activity:(.+)$/.exec(resource);
  if (activity?.[1] !== undefined) {
    return { kind: 'activity', service: 'activity', action: activity[1] };
  }
  const lambda = /^arn:[\w-]+:lambda:[\w-]*:\d*:function:([\w-]+)/.exec(resource);
  if (lambda?.[1] !== undefined) return { kind: 'function', service: 'lambda', action: lambda[1] };
  return undefined;
}
