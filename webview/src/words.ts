import type { State } from '@stepthrough/asl';
import { member } from '@stepthrough/json';

/** The small line above the name: the type, and for a Task what it calls. */
export function kindOf(state: State): string {
  if (state.type === 'Map') {
    const mode = state.itemProcessor?.processorConfig?.mode?.value;
    return mode === 'DISTRIBUTED' ? 'Map · distributed' : 'Map';
  }
  if (state.type !== 'Task') return state.type ?? 'No type';
  const resource = state.resource?.value ?? '';
  const integration = /:states:::(?:aws-sdk:)?([\w-]+):([\w-]+)(?:\.(\w+))?/.exec(resource);
  if (integration) {
    const [, service = '', action = '', pattern] = integration;
    const words = `${member(services, service) ?? service} · ${apart(action)}`;
    return pattern === undefined ? words : `${words} · ${member(patterns, pattern) ?? pattern}`;
  }
  const name = /:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(resource)?.[1];
  if (name !== undefined) return `Lambda · ${name}`;
  return /:activity:(.+)/.exec(resource)?.[1] ?? 'Task';
}

/** The service that a Task calls, by its common name. */
export function serviceOf(state: State): string | undefined {
  if (state.type !== 'Task') return undefined;
  const resource = state.resource?.value ?? '';
  const [, service = ''] = /:states:::(?:aws-sdk:)?([\w-]+):/.exec(resource) ?? [];
  return member(services, service) ?? (resource.includes(':lambda:') ? 'Lambda' : undefined);
}

const services: { readonly [name: string]: string } = {
  apigateway: 'API Gateway',
  athena: 'Athena',
  batch: 'Batch',
  bedrock: 'Bedrock',
  codebuild: 'CodeBuild',
  dynamodb: 'DynamoDB',
  ecs: 'ECS',
  eks: 'EKS',
  events: 'EventBridge',
  glue: 'Glue',
  http: 'HTTP',
  lambda: 'Lambda',
  s3: 'S3',
  sagemaker: 'SageMaker',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'Step Functions',
};

const patterns: { readonly [name: string]: string } = {
  sync: 'wait for it',
  waitForTaskToken: 'wait for callback',
};

/** `sendMessage` → `send message` */
function apart(action: string): string {
  return action.replace(
    /([a-z])([A-Z])/g,
    (_whole, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
}
