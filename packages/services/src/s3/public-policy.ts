/** Whether a bucket's policy lets anyone in. Source: "The meaning of 'public'", Blocking public access. */
import { isArray, isObject, parseJson, type Json, type JsonObject } from '@stepthrough/json';

/** Keys whose fixed values keep others out, in lower case. */
const narrowingKeys: readonly string[] = [
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
];

/** Operators that name what may come in. */
const narrowingOperators =
  /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/;

/** Bits of the widest network that is not everywhere: of IPv4, and of IPv6. */
const narrowestBits = { 4: 8, 6: 32 } as const;

export function isPublicPolicy(text: string): boolean {
  const policy = parseJson(text);
  const statements = isObject(policy) ? listOf(policy['Statement']) : [];
  return statements.some((statement) => isObject(statement) && isPublicStatement(statement));
}

/** Whether anyone may do something by it. */
export function isPublicStatement({ Effect, Principal, Condition }: JsonObject): boolean {
  const named = isObject(Principal) ? Principal['AWS'] : Principal;
  if (Effect !== 'Allow' || !listOf(named).includes('*')) return false;
  return !Object.entries(isObject(Condition) ? Condition : {}).some(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).some(([key, value]) =>
      isNarrow(operator, key.toLowerCase(), listOf(value)),
    ),
  );
}

function isNarrow(operator: string, key: string, values: readonly Json[]): boolean {
  if (values.length === 0) return false;
  if (operator === 'IpAddress') return key === 'aws:sourceip' && values.every(isNarrowNetwork);
  return (
    narrowingOperators.test(operator) &&
    narrowingKeys.includes(key) &&
    values.every((value) => typeof value === 'string' && !/[*?$]/.test(value))
  );
}

function isNarrowNetwork(value: Json): boolean {
  if (typeof value !== 'string') return false;
  const [address = '', bits] = value.split('/');
  return bits === undefined || Number(bits) >= narrowestBits[address.includes(':') ? 6 : 4];
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : value === undefined ? [] : [value];
}
