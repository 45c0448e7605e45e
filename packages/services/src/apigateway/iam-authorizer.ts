/** IAM authorization: the principal who has signed a request, and what policies allow them. */
import type { Authorizer } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';
import { refusalBy, type Decision } from './authorization.ts';
import { header } from './headers.ts';
import { decide } from './policy.ts';
import { resourceOf } from './request-context.ts';
import type { Pending } from './state.ts';
import { accessKeyOf, userOfKey } from './tokens.ts';

/** A user of the scenario, by the access key of the signature. */
export function byPrincipal(
  { resourcePolicy }: Authorizer,
  pending: Pending,
  context: Context,
): Decision {
  const { setting, now, account } = context;
  // A Task signs with the role of its machine.
  if (pending.principal?.identity['userArn'] !== undefined) {
    return { kind: 'allowed', principal: pending.principal };
  }
  const refuse = refusalBy('IAM', pending);
  const given = header(pending.request.headers, 'authorization') ?? '';
  const [, key] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(given) ?? [];
  if (key === undefined) {
    return refuse('MISSING_AUTHENTICATION_TOKEN', 'the request is not signed');
  }
  const found = userOfKey(setting, key);
  if (!found) return refuse('INVALID_SIGNATURE', `no user of the scenario has the key ${key}`);
  const [name, { arn: userArn, policy, expires }] = found;
  if (now >= setting.clockStart + expires) {
    return refuse('EXPIRED_TOKEN', `the credentials of ${name} have expired`);
  }
  const resource = resourceOf(pending, context);
  const decisions = [policy, resourcePolicy].flatMap((document) =>
    document === undefined ? [] : [decide(document, 'execute-api:Invoke', resource)],
  );
  const isDenied = decisions.includes('explicitDeny');
  const isAllowed = decisions.length === 0 || decisions.includes('allow');
  if (isDenied || !isAllowed) {
    const explicit = isDenied ? ' with an explicit deny' : '';
    const message = `User: ${userArn} is not authorized to perform: execute-api:Invoke on resource: ${resource}${explicit}`;
    return refuse('ACCESS_DENIED', `${name} is not allowed`, message);
  }
  const id = `AIDA${accessKeyOf(name).slice(4)}`;
  const identity = { accessKey: key, accountId: account, caller: id, user: id, userArn };
  return { kind: 'allowed', principal: { authorizer: {}, identity } };
}
