/** Conversations with EventBridge: what is asked, and what it answers or hands to a queue. */
import type { Json, JsonObject } from '@stepthrough/json';
import { TestWorld } from '../../simulator/world.ts';

export const account = '123456789012';
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
export const like = (Source: string) => JSON.stringify({ source: [Source] });

export class Events {
  readonly world: TestWorld;

  constructor(
    scenario = 'resources: { queues: { seen: { visibilityTimeout: 1h }, dead: {}, f.fifo: {} } }',
  ) {
    this.world = new TestWorld(scenario);
  }

  async ask(operation: string, request: JsonObject = {}): Promise<Json> {
    return (await this.world.call('events', operation, request)).value;
  }

  /** A rule for events of `app`, with the queue `seen` as its target. */
  async rule(more: JsonObject = {}, target: JsonObject = {}): Promise<Json> {
    const { Name = 'r', EventBusName = 'default' } = more;
    await this.ask('PutRule', { Name, EventPattern: like('app'), ...more });
    const Targets = [{ Id: 't', Arn: queueArn('seen'), ...target }];
    return this.ask('PutTargets', { Rule: Name, EventBusName, Targets });
  }

  async put(detail: Json = {}, more: JsonObject = {}): Promise<Json> {
    const Detail = typeof detail === 'string' ? detail : JSON.stringify(detail);
    return this.ask('PutEvents', {
      Entries: [{ Source: 'app', DetailType: 'Made', Detail, ...more }],
    });
  }

  /** Bodies of the messages in a queue, in order. */
  async bodies(QueueUrl = 'seen'): Promise<readonly string[]> {
    const request = { QueueUrl, MaxNumberOfMessages: 10 };
    const { value } = await this.world.call('sqs', 'ReceiveMessage', request);
    const { Messages = [] } = value as {
      readonly Messages?: readonly { readonly Body: string }[];
    };
    return Messages.map(({ Body }) => Body);
  }
}

export const refusal = (message: string, code = 'ValidationException') => ({
  code,
  message,
  status: 400,
});
