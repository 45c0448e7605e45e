/** Who may send a request: the authorizer of its route is found, and asked. */
import type { Authorizer } from '@stepthrough/scenario';
import { member } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { refusalBy, type Authorization, type Decision } from './authorization.ts';
import { byPrincipal } from './iam-authorizer.ts';
import { byFunction, functionReplied } from './lambda-authorizer.ts';
import type { ApiGatewayState, Pending, Principal } from './state.ts';
import { byToken } from './token-authorizer.ts';

const nobody: Principal = { authorizer: {}, identity: {} };

/** Decides at once, or says what to ask. */
export function authorize(
  pending: Pending,
  state: ApiGatewayState,
  context: Context,
): Authorization {
  const name = nameOf(pending);
  if (name === undefined || name === 'NONE') return { kind: 'allowed', principal: nobody };
  const authorizer = authorizerOf(name, pending);
  if (!authorizer) return undeclared(name, pending);
  switch (authorizer.type) {
    case 'JWT':
    case 'COGNITO':
      return byToken(authorizer, pending, context);
    case 'IAM':
      return byPrincipal(authorizer, pending, context);
    case 'TOKEN':
    case 'REQUEST':
      return byFunction(name, authorizer, pending, state, context);
  }
}

/** The function has answered: the result is kept for as long as the authorizer says, then weighed. */
export function authorizerReplied(
  pending: Pending,
  outcome: Outcome,
  state: ApiGatewayState,
  context: Context,
): readonly [ApiGatewayState, Decision] {
  const name = nameOf(pending) ?? 'NONE';
  const authorizer = authorizerOf(name, pending);
  if (!authorizer) return [state, undeclared(name, pending)];
  return functionReplied(name, authorizer, pending, outcome, state, context);
}

function nameOf({ declared: { api, route } }: Pending): string | undefined {
  return route.authorizer ?? api.authorizer;
}

function authorizerOf(name: string, { declared: { api } }: Pending): Authorizer | undefined {
  return member(api.authorizers, name);
}

function undeclared(name: string, pending: Pending): Decision {
  const refuse = refusalBy(`Authorizer ${name}`, pending);
  return refuse('AUTHORIZER_CONFIGURATION_ERROR', 'the API declares no authorizer of this name');
}
