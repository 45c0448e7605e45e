import { isArray, isObject, type Json } from '@stepthrough/json';

/** A value as Java prints it, which is how States.Format writes objects: `{Arg1=1, Arg2=[]}`. */
export function toJavaText(value: Json): string {
  if (isArray(value)) return `[${value.map(toJavaText).join(', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, item]) => `${name}=${toJavaText(item)}`);
    return `{${members.join(', ')}}`;
  }
  return String(value);
}
