/** The topics that a scenario declares, as the API would make them. */
import { set } from '@stepthrough/collections';
import { placeIn, SimulationProblem, type Topic as Declared } from '@stepthrough/scenario';
import { createHash } from 'node:crypto';
import { isRefusal } from '../contract/outcome.ts';
import type { Surroundings } from '../contract/service.ts';
import { withSubscription, type SnsState, type Subscription, type Topic } from './state.ts';
import { newSubscription } from './subscriptions.ts';
import { withAttributes } from './topic-attributes.ts';
import { newTopic } from './topics.ts';

export function initialSns(setting: Surroundings): SnsState {
  let topics: SnsState['topics'];
  for (const [name, declared] of Object.entries(setting.scenario.resources.topics)) {
    topics = set(topics, name, declaredTopic(name, declared, setting));
  }
  return { topics, applications: undefined, endpoints: undefined, smsAttributes: {} };
}

/** @throws SimulationProblem when SNS would refuse to make it */
function declaredTopic(name: string, declared: Declared, setting: Surroundings): Topic {
  const isFifo = name.endsWith('.fifo') || declared.fifo === true;
  const topic = withAttributes(newTopic(name, isFifo, setting), {
    ...(isFifo ? { ContentBasedDeduplication: String(declared.contentBasedDeduplication) } : {}),
    ...(declared.maximumMessageSize === undefined
      ? {}
      : { MaximumMessageSize: String(declared.maximumMessageSize) }),
  });
  if (!isRefusal(topic)) return subscribedTopic(topic, declared, setting);
  const place = placeIn(setting.scenario, ['resources', 'topics', name]);
  throw new SimulationProblem(
    `${place}: SNS would not make the topic "${name}": ${topic.error.message}`,
  );
}

function subscribedTopic(topic: Topic, declared: Declared, setting: Surroundings): Topic {
  return subscriptionsOf(declared).reduce((current, subscription, order) => {
    const made = subscriptionOf(topic, subscription, order, setting);
    return made ? withSubscription(current, made) : current;
  }, topic);
}

type Subscribed = Partial<Declared['subscriptions'][number]>;

/** The short lists of queues and functions are subscriptions without a filter. */
function subscriptionsOf({
  queues,
  functions,
  subscriptions,
  raw,
}: Declared): readonly Subscribed[] {
  return [
    ...queues.map((queue) => ({ queue, raw })),
    ...functions.map((name) => ({ function: name })),
    ...subscriptions,
  ];
}

function subscriptionOf(
  topic: Topic,
  { queue, function: called, raw, filterPolicy, filterScope }: Subscribed,
  order: number,
  { account, region, seed, clockStart: madeAt }: Surroundings,
): Subscription | undefined {
  const place = { id: declaredId(`${seed} ${topic.name} ${order}`), order, madeAt };
  const made =
    queue !== undefined
      ? newSubscription(topic, 'sqs', `arn:aws:sqs:${region}:${account}:${queue}`, place)
      : called !== undefined
        ? newSubscription(
            topic,
            'lambda',
            `arn:aws:lambda:${region}:${account}:function:${called}`,
            place,
          )
        : undefined;
  const attributes = {
    ...(raw === true && queue !== undefined ? { RawMessageDelivery: 'true' } : {}),
    ...(filterPolicy ? { FilterPolicy: JSON.stringify(filterPolicy) } : {}),
    ...(filterScope === 'MessageBody' ? { FilterPolicyScope: filterScope } : {}),
  };
  return made && { ...made, attributes, filter: filterPolicy };
}

/** A UUID that is the same for the same seed and place. */
function declaredId(place: string): string {
  const hex = createHash('sha256').update(place).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
