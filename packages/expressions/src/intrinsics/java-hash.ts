import { isArray, isObject, type Json } from '@stepthrough/json';

/**
 * The distinct values in the order of a Java HashSet, which is the order in which AWS gives them
 * (seen on AWS: `[true, false]` becomes `[false, true]`, `[[1,2],[2,1]]` becomes `[[2,1],[1,2]]`).
 */
export function distinctInJavaOrder(items: readonly Json[]): Json[] {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, Math.floor(items.length / 0.75) + 1)));
  const buckets = new Map<number, Map<string, Json>>();
  for (const item of items) {
    const hash = javaHash(item);
    const at = (hash ^ (hash >>> 16)) & (capacity - 1);
    const bucket = buckets.get(at) ?? new Map<string, Json>();
    buckets.set(at, bucket);
    const key = canonical(item);
    if (!bucket.has(key)) bucket.set(key, item);
  }
  return [...buckets.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, bucket]) => [...bucket.values()]);
}

/** `hashCode()` of the value as Java's collections hold it. */
function javaHash(value: Json): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (typeof value === 'number') return numberHash(value);
  if (typeof value === 'string') return textHash(value);
  if (isArray(value)) return value.reduce((hash: number, item) => add(hash, javaHash(item)), 1);
  return Object.entries(value).reduce(
    (hash, [name, item]) => (hash + (textHash(name) ^ javaHash(item))) | 0,
    0,
  );
}

function textHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = add(hash, text.charCodeAt(at));
  return hash;
}

function add(hash: number, next: number): number {
  return (Math.imul(31, hash) + next) | 0;
}

function numberHash(value: number): number {
  if ((value | 0) === value) return value;
  const bits = new DataView(new ArrayBuffer(8));
  if (Number.isSafeInteger(value)) bits.setBigInt64(0, BigInt(value));
  else bits.setFloat64(0, value);
  return bits.getInt32(0) ^ bits.getInt32(4);
}

/** A text that equal values share, whatever the order of their members. */
function canonical(value: Json): string {
  if (isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join()}}`;
}
