/** Requests of AWS's Query protocol: names with dots in a form, from which members are made. */
import { isObject, member, setMember, textOf, type Json, type JsonObject } from '@stepthrough/json';

interface QueryRequest {
  readonly action: string | undefined;
  readonly request: JsonObject;
}

/** The request that the parameters of a body and of an address write together; the body's are first. */
export function queryRequest(
  body: string,
  query: readonly (readonly [name: string, value: string])[] = [],
): QueryRequest {
  const root: Node = new Map();
  let action: string | undefined;
  for (const [name, value] of [...new URLSearchParams(body), ...query]) {
    if (name === 'Action') action ??= value;
    else if (name !== 'Version' && name !== '') put(root, name.split('.', deepest + 1), value);
  }
  const request: Record<string, Json> = {};
  for (const [name, node] of root) {
    const [known, value] = memberOf(name, node);
    setMember(request, known, value);
  }
  return { action, request };
}

/** Parameters that are numbers; a text that writes none stays one, which the service refuses. */
export function numbered(name: string, value: string): Json {
  return numbers.includes(name) && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value;
}

const numbers = ['DelaySeconds', 'MaxNumberOfMessages', 'WaitTimeSeconds', 'VisibilityTimeout'];

type Node = Map<string, Node | string>;

/** More than any name of AWS has. */
const deepest = 12;

function put(root: Node, path: readonly string[], value: string): void {
  if (path.length > deepest) return;
  let node = root;
  for (const part of path.slice(0, -1)) {
    const next = node.get(part);
    if (typeof next === 'string') return;
    const inner: Node = next ?? new Map<string, Node | string>();
    node.set(part, inner);
    node = inner;
  }
  const last = path.at(-1) ?? '';
  if (!node.has(last)) node.set(last, value);
}

/** SQS writes lists and maps under names of their own, in the singular. */
const renamed: ReadonlyMap<string, readonly [member: string, form: 'list' | 'map']> = new Map([
  ['Attribute', ['Attributes', 'map']],
  ['AttributeName', ['AttributeNames', 'list']],
  ['MessageAttribute', ['MessageAttributes', 'map']],
  ['MessageAttributeName', ['MessageAttributeNames', 'list']],
  ['MessageSystemAttribute', ['MessageSystemAttributes', 'map']],
  ['MessageSystemAttributeName', ['MessageSystemAttributeNames', 'list']],
  ['SendMessageBatchRequestEntry', ['Entries', 'list']],
  ['DeleteMessageBatchRequestEntry', ['Entries', 'list']],
  ['ChangeMessageVisibilityBatchRequestEntry', ['Entries', 'list']],
  ['Tag', ['Tags', 'map']],
  ['TagKey', ['TagKeys', 'list']],
]);

function memberOf(name: string, node: Node | string): readonly [string, Json] {
  if (typeof node === 'string') return [name, numbered(name, node)];
  const [known, form] = renamed.get(name) ?? [name, undefined];
  if (form !== undefined && areNumbered(node)) {
    const items = inOrder(node);
    return [known, form === 'map' ? mapOf(items) : items];
  }
  return [name, valueOf(node)];
}

/** `X.member.1` is a list, `X.entry.1.key` a map; what else has dots is a structure. */
function valueOf(node: Node | string): Json {
  if (typeof node === 'string') return node;
  const list = node.get('member');
  if (list instanceof Map && node.size === 1) return inOrder(list);
  const map = node.get('entry');
  if (map instanceof Map && node.size === 1) return mapOf(inOrder(map));
  if (areNumbered(node)) return inOrder(node);
  return Object.fromEntries([...node].map(([name, inner]) => memberOf(name, inner)));
}

function areNumbered(node: Node): boolean {
  return [...node.keys()].every((name) => /^\d+$/.test(name));
}

function inOrder(node: Node): readonly Json[] {
  return [...node].sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => valueOf(inner));
}

function mapOf(items: readonly Json[]): JsonObject {
  const map: Record<string, Json> = {};
  for (const item of items) {
    if (!isObject(item)) continue;
    const key = ['Name', 'Key', 'key'].map((name) => member(item, name)).find(isThere);
    const value = ['Value', 'value'].map((name) => member(item, name)).find(isThere);
    setMember(map, textOf(key ?? ''), value ?? null);
  }
  return map;
}

function isThere(value: Json | undefined): value is Json {
  return value !== undefined;
}
