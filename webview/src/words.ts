import { isIntegration, readResource, type State } from '@stepthrough/asl';
import type { IntegrationPattern } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';

/** The small line above the name: the type, and for a Task what it calls. */
export function kindOf(state: State): string {
  if (state.type === 'Map') {
    const mode = state.itemProcessor?.processorConfig?.mode?.value;
    return mode === 'DISTRIBUTED' ? 'Map · distributed' : 'Map';
  }
  if (state.type !== 'Task') return state.type ?? 'No type';
  const resource = readResource(state.resource?.value ?? '');
  switch (resource.kind) {
    case 'function':
      return `Lambda · ${resource.name}`;
    case 'activity':
      return resource.name;
    case 'optimized':
    case 'sdk': {
      const { service, action, pattern } = resource;
      return [member(services, service) ?? service, apart(action), ...patterns[pattern]].join(
        ' · ',
      );
    }
    case 'placeholder':
    case 'unknown':
      return 'Task';
  }
}

/** The service that a Task calls, by its common name. */
export function serviceOf(state: State): string | undefined {
  if (state.type !== 'Task') return undefined;
  const resource = readResource(state.resource?.value ?? '');
  if (resource.kind === 'function') return 'Lambda';
  return isIntegration(resource) ? member(services, resource.service) : undefined;
}

const services: { readonly [name: string]: string } = {
  apigateway: 'API Gateway',
  apigatewayv2: 'API Gateway V2',
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

const patterns: { readonly [P in IntegrationPattern]: readonly string[] } = {
  requestResponse: [],
  sync: ['wait for it'],
  'sync:2': ['wait for it'],
  waitForTaskToken: ['wait for callback'],
};

/** `sendMessage` → `send message` */
function apart(action: string): string {
  return action.replace(
    /([a-z])([A-Z])/g,
    (_whole, a: string, b: string) => `${a} ${b.toLowerCase()}`,
  );
}
