/** A resource-based policy as DynamoDB takes and shows it. */
import { isArray, isObject, member, utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import { failure, type Refusal } from '../../contract/outcome.ts';
import { invalid } from '../values/attribute-value.ts';

/** Bytes of a policy, with its white space. */
const largestPolicy = 20_480;

/** In the order in which they are shown. */
const policyMembers = ['Version', 'Id', 'Statement'];

/** In the order in which they are shown. */
const statementMembers = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];

const wrong = 'One or more parameter values were invalid:';

interface PolicyDocument {
  /** As GetResourcePolicy shows it. */
  readonly text: string;
  readonly isVersioned: boolean;
}

/**
 * @param mayLockOut Whether the request confirms that nobody may change the policy any more.
 * @returns the policy in the form in which DynamoDB shows it, or why it takes none
 */
export function readPolicy(
  text: string,
  account: string,
  mayLockOut: boolean,
): PolicyDocument | Refusal {
  if (utf8Size(text) > largestPolicy) {
    return invalid(`${wrong} Maximum policy size of ${largestPolicy} bytes exceeded`);
  }
  const policy = parsed(text);
  if (!policy) return invalidDocument('This policy contains invalid Json');
  const statements = statementsOf(policy['Statement']);
  if (statements.length === 0) {
    return invalidDocument('Could not parse the policy: Statement is empty!');
  }
  const whole = statements.map((statement) => shownStatement(statement, account));
  const problem = statementsProblem(whole);
  if (problem !== undefined) return invalidDocument(problem);
  if (whole.some(isUnbounded)) {
    return invalid(
      'Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access',
    );
  }
  if (!mayLockOut && whole.some((statement) => isLockOut(statement, account))) {
    return failure(
      'AccessDeniedException',
      'The new resource policy will not allow you to update the resource policy in the future.',
    );
  }
  const { Version } = policy;
  const shown = { ...policy, Version: Version ?? '2008-10-17', Statement: whole };
  return {
    text: JSON.stringify(inOrder(shown, policyMembers)),
    isVersioned: Version !== undefined,
  };
}

function invalidDocument(problem: string): Refusal {
  return invalid(`${wrong} Invalid policy document: ${problem}`);
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function statementsOf(given: Json | undefined): readonly JsonObject[] {
  return isObject(given) ? [given] : isArray(given) ? given.filter((one) => isObject(one)) : [];
}

function statementsProblem(statements: readonly JsonObject[]): string | undefined {
  for (const statement of statements) {
    const missing = ['Effect', 'Principal', 'Action', 'Resource'].find(
      (name) =>
        member(statement, name) === undefined && member(statement, `Not${name}`) === undefined,
    );
    if (missing !== undefined) return `Missing required field ${missing}`;
  }
  const ids = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
  return new Set(ids).size === ids.length
    ? undefined
    : 'The Statement Ids in the policy are not unique';
}

function shownStatement(statement: JsonObject, account: string): JsonObject {
  const members = Object.entries(statement).map(([name, value]): [string, Json] => {
    if (name === 'Effect' && typeof value === 'string') return [name, capitalized(value)];
    if (name === 'Principal' || name === 'NotPrincipal')
      return [name, shownPrincipal(value, account)];
    return [name, name === 'Condition' ? value : single(value)];
  });
  return inOrder(Object.fromEntries(members), statementMembers);
}

function capitalized(effect: string): string {
  return effect.charAt(0).toUpperCase() + effect.slice(1).toLowerCase();
}

/** An account stands for its root; who is named twice is shown once. */
function shownPrincipal(principal: Json, account: string): Json {
  if (!isObject(principal)) return principal;
  return Object.fromEntries(
    Object.entries(principal).map(([kind, given]): [string, Json] => {
      const named = (isArray(given) ? given : [given]).map((one) =>
        kind === 'AWS' && (one === account || (typeof one === 'string' && /^\d{12}$/.test(one)))
          ? `arn:aws:iam::${one}:root`
          : one,
      );
      return [kind, single([...new Set(named)])];
    }),
  );
}

function single(value: Json): Json {
  const [only] = isArray(value) ? value : [];
  return isArray(value) && value.length === 1 && only !== undefined ? only : value;
}

function inOrder(object: JsonObject, names: readonly string[]): JsonObject {
  const known = names.flatMap((name) => {
    const value = member(object, name);
    return value === undefined ? [] : [[name, value]];
  });
  const others = Object.entries(object).filter(([name]) => !names.includes(name));
  return Object.fromEntries([...known, ...others]);
}

/** Whether a statement speaks of whoever asks. */
function isForAll({ Principal: principal }: JsonObject): boolean {
  return principal === '*' || (isObject(principal) && principal['AWS'] === '*');
}

function isUnbounded(statement: JsonObject): boolean {
  const { Effect, Condition } = statement;
  return Effect === 'Allow' && Condition === undefined && isForAll(statement);
}

/** Whether a statement forbids everyone, or the account, to put the next policy. */
function isLockOut(statement: JsonObject, account: string): boolean {
  const { Effect, Condition, Action: action, Principal: principal } = statement;
  const isOwn = isObject(principal) && principal['AWS'] === `arn:aws:iam::${account}:root`;
  if (Effect !== 'Deny' || Condition !== undefined || !(isForAll(statement) || isOwn)) return false;
  return (isArray(action) ? action : [action]).some(
    (one) => typeof one === 'string' && isActionLike(one, 'dynamodb:PutResourcePolicy'),
  );
}

/** Actions are compared in any case; `*` stands for any characters, `?` for one. */
function isActionLike(pattern: string, action: string): boolean {
  return fitsWildcards(pattern.toLowerCase(), action.toLowerCase());
}

/** Goes back to the last `*` only, so that no pattern takes long. */
function fitsWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let afterStar = 0;
  for (let index = 0; index < text.length;) {
    const sign = pattern.charAt(at);
    if (sign === '*') {
      star = at;
      afterStar = index;
      at += 1;
    } else if (sign === '?' || sign === text.charAt(index)) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      afterStar += 1;
      at = star + 1;
      index = afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
