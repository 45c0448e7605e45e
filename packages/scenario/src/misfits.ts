/** What is well formed but does not fit its source: groups, sizes, kinds of APIs, times. */
import { toJson, valueOf, type Range } from '@stepthrough/asl';
import { textOf, utf8Size } from '@stepthrough/json';
import { beginningsOf, objectIn, type ObjectNode, type Problem } from './nodes.ts';

export function misfitProblems(root: ObjectNode): readonly Problem[] {
  const resources = objectIn(root, 'resources');
  return [
    ...clockProblems(root),
    ...entriesIn(resources, 'queues').flatMap(queueProblems),
    ...entriesIn(resources, 'apis').flatMap(apiProblems),
    ...entriesIn(resources, 'functions').flatMap(sourceProblems),
    ...consumerProblems(root),
    ...beginningsOf(root).flatMap((beginning) => [
      ...messageProblems(beginning, resources),
      ...kindProblems(beginning, resources),
    ]),
  ];
}

function clockProblems(root: ObjectNode): Problem[] {
  const clock = objectIn(root, 'clock');
  const start = clock && valueOf(clock, 'start');
  if (start?.kind !== 'string' || !Number.isNaN(Date.parse(start.value))) return [];
  const message = `"clock.start" must be an ISO 8601 time such as 2026-01-05T09:00:00Z, not "${start.value}".`;
  return [{ message, range: start.range }];
}

type Entry = readonly [name: string, node: ObjectNode, range: Range];

function queueProblems([name, queue, range]: Entry): Problem[] {
  const isFifo = name.endsWith('.fifo');
  const fifo = valueOf(queue, 'fifo');
  if (fifo?.kind === 'boolean' && fifo.value !== isFifo) {
    const message = fifo.value
      ? `The name of a FIFO queue must end with ".fifo": write "${name}.fifo".`
      : `The name "${name}" ends with ".fifo", so it is a FIFO queue; remove "fifo: false".`;
    return [{ message, range: fifo.range }];
  }
  const target = valueOf(objectIn(queue, 'deadLetter') ?? queue, 'queue');
  if (target?.kind === 'string' && target.value.endsWith('.fifo') !== isFifo) {
    const message = `The dead-letter queue of "${name}" must be ${isFifo ? 'a FIFO queue too' : 'a standard queue too'}, not "${target.value}".`;
    return [{ message, range: target.range }];
  }
  if (!/^[\w-]{1,80}(\.fifo)?$/.test(name) || name.length > 80) {
    const message = `"${name}" is no name of a queue: letters, digits, hyphens and underscores, at most 80 with ".fifo".`;
    return [{ message, range }];
  }
  return [];
}

function apiProblems([name, api]: Entry): Problem[] {
  const type = typeOf(api);
  const routes = objectIn(api, 'routes')?.properties ?? [];
  return routes.flatMap(({ key, value }) => {
    const integration = valueOf(value?.kind === 'object' ? value : api, 'integration');
    const named = integration?.kind === 'string' ? integration.value : '';
    if (type === 'HTTP' && integration && restOnly.includes(named)) {
      const message = `An HTTP API cannot be connected to ${named}: make "${name}" a REST API, or let a function call it.`;
      return [{ message, range: integration.range }];
    }
    const isHttp = /^(?:[A-Z]+ \/\S*|\$default)$/.test(key.value);
    if (type === 'WEBSOCKET' || isHttp) return [];
    const message = `"${key.value}" is no route of the API "${name}": write "POST /path", "ANY /path/{rest+}" or "$default".`;
    return [{ message, range: key.range }];
  });
}

/** Actions of Step Functions that are no subtype of an HTTP API's integration. */
const restOnly = ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'];

/** Batches of more than ten need a window in which they are gathered. */
function sourceProblems([name, node]: Entry): Problem[] {
  const events = valueOf(node, 'events');
  const sources = events?.kind === 'array' ? events.items : [];
  return sources.flatMap((source) => {
    if (source.kind !== 'object') return [];
    const size = valueOf(source, 'batchSize');
    const queue = valueOf(source, 'queue');
    if (size?.kind !== 'number' || queue?.kind !== 'string' || size.value <= 10) return [];
    if (queue.value.endsWith('.fifo')) {
      const message = `"${name}" can take at most 10 messages at once from the FIFO queue "${queue.value}".`;
      return [{ message, range: size.range }];
    }
    if (valueOf(source, 'batchWindow') !== undefined) return [];
    const message = `A "batchSize" over 10 needs "batchWindow: 1s" or more.`;
    return [{ message, range: size.range }];
  });
}

/** Actions on a message, of a consumer that has none. */
function consumerProblems(root: ObjectNode): Problem[] {
  return objectsIn(root, 'consumers').flatMap((consumer) => {
    const followed = valueOf(consumer, 'function');
    if (followed?.kind !== 'string') return [];
    const actions = objectsIn(consumer, 'script').flatMap((reaction) => objectsIn(reaction, 'do'));
    return actions.flatMap(({ properties }) =>
      properties
        .filter(({ key }) => ['deleteMessage', 'changeMessageVisibility'].includes(key.value))
        .map(({ key }) => ({
          message: `"${key.value}" is for consumers of a queue; this one follows the function "${followed.value}", and has no message.`,
          range: key.range,
        })),
    );
  });
}

function objectsIn(node: ObjectNode, name: string): readonly ObjectNode[] {
  const list = valueOf(node, name);
  const items = list?.kind === 'array' ? list.items : [];
  return items.flatMap((item) => (item.kind === 'object' ? [item] : []));
}

function messageProblems(beginning: ObjectNode, resources: ObjectNode | undefined): Problem[] {
  const messages = objectIn(beginning, 'messages');
  const queue = messages && valueOf(messages, 'queue');
  const send = messages && valueOf(messages, 'send');
  if (queue?.kind !== 'string' || send?.kind !== 'array') return [];
  const declared = objectIn(objectIn(resources, 'queues'), queue.value);
  const isFifo = queue.value.endsWith('.fifo');
  const largest = declared && valueOf(declared, 'maximumMessageSize');
  const limit = largest?.kind === 'number' ? largest.value : 1_048_576;
  return send.items.flatMap((item): Problem[] => {
    if (item.kind !== 'object') return [];
    const body = valueOf(item, 'body');
    const size = body ? utf8Size(textOf(toJson(body))) : 0;
    if (body && size === 0) {
      return [{ message: 'The body of a message must not be empty.', range: body.range }];
    }
    if (body && size > limit) {
      const message = `The body has ${size} bytes; "${queue.value}" takes at most ${limit}. Store it in a bucket and send its key, or raise "maximumMessageSize" (up to 1048576).`;
      return [{ message, range: body.range }];
    }
    const group = valueOf(item, 'messageGroupId');
    const id = valueOf(item, 'messageDeduplicationId');
    if (isFifo && !group) {
      const message = `A message to the FIFO queue "${queue.value}" needs "messageGroupId".`;
      return [{ message, range: item.range }];
    }
    const byContent = declared && valueOf(declared, 'contentBasedDeduplication');
    if (isFifo && !id && !(byContent?.kind === 'boolean' && byContent.value)) {
      const message = `A message to "${queue.value}" needs "messageDeduplicationId", or the queue "contentBasedDeduplication: true".`;
      return [{ message, range: item.range }];
    }
    if (!isFifo && id) {
      const message = `"messageDeduplicationId" is for FIFO queues; "${queue.value}" is a standard queue.`;
      return [{ message, range: id.range }];
    }
    return [];
  });
}

/** An event that does not fit its source: a frame to a REST API, the alarm of a rule without schedule. */
function kindProblems(beginning: ObjectNode, resources: ObjectNode | undefined): Problem[] {
  const apis = objectIn(resources, 'apis');
  return beginning.properties.flatMap(({ key, value }): Problem[] => {
    if (key.value === 'rule' && value?.kind === 'string') {
      const rule = objectIn(objectIn(resources, 'rules'), value.value);
      if (!rule || valueOf(rule, 'schedule')) return [];
      const message = `The rule "${value.value}" has no "schedule" that could fire; start it with an "event" that fits its pattern.`;
      return [{ message, range: value.range }];
    }
    if ((key.value !== 'http' && key.value !== 'websocket') || value?.kind !== 'object') return [];
    const named = valueOf(value, 'api');
    const name = named?.kind === 'string' ? named.value : apis?.properties[0]?.key.value;
    const api = name === undefined ? undefined : objectIn(apis, name);
    if (!api) {
      const message = `There is no API in "resources.apis" that could take the request; declare one.`;
      return named ? [] : [{ message, range: value.range }];
    }
    const isWebSocket = typeOf(api) === 'WEBSOCKET';
    if (isWebSocket === (key.value === 'websocket')) return [];
    const message = isWebSocket
      ? `"${name}" is a WebSocket API: start it with "websocket" and frames.`
      : `"${name}" is no WebSocket API: start it with "http".`;
    return [{ message, range: key.range }];
  });
}

function typeOf(api: ObjectNode): string {
  const type = valueOf(api, 'type');
  return type?.kind === 'string' ? type.value : 'REST';
}

function entriesIn(node: ObjectNode | undefined, name: string): readonly Entry[] {
  return (objectIn(node, name)?.properties ?? []).flatMap(({ key, value }): readonly Entry[] =>
    value?.kind === 'object' ? [[key.value, value, key.range]] : [],
  );
}
