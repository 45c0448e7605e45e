/** States in words, for the eye and for screen readers. */
import type { State, StateNode } from '@stepthrough/asl';
import type { StateLive } from './live.ts';

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
    const words = `${services[service] ?? service} · ${apart(action)}`;
    return pattern === undefined ? words : `${words} · ${patterns[pattern] ?? pattern}`;
  }
  const name = /:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(resource)?.[1];
  if (name !== undefined) return `Lambda · ${name}`;
  return /:activity:(.+)/.exec(resource)?.[1] ?? 'Task';
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

/** Everything that a card shows, in one sentence. */
export function spokenName({ state, scopes, isReachable }: StateNode, live: StateLive): string {
  const catchers = 'catch' in state ? state.catch : [];
  const retriers = 'retry' in state ? state.retry.length : 0;
  const inside = scopes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  return [
    `${state.type ?? 'Untyped'} ${state.name}`,
    state.type === 'Task' && kindOf(state),
    scopes.length > 0 && `holds ${inside} ${inside === 1 ? 'state' : 'states'}`,
    state.next ? `next ${state.next.value}` : state.end?.value === true && 'ends',
    state.type === 'Choice' &&
      `${state.choices.length} rules, default ${state.default?.value ?? 'none'}`,
    retriers > 0 && `${retriers} ${retriers === 1 ? 'retrier' : 'retriers'}`,
    catchers.length > 0 &&
      `errors caught by ${catchers.map(({ next }) => next?.value ?? 'nothing').join(' and ')}`,
    !isReachable && 'unreachable',
    live.problems.length > 0 &&
      `${live.problems.length} ${live.problems.length === 1 ? 'problem' : 'problems'}`,
    live.hasBreakpoint && 'breakpoint',
    live.run?.status,
    live.isCurrent && 'the run stands here',
  ]
    .filter(Boolean)
    .join(', ');
}
