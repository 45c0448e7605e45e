/** Endpoints of platform applications: devices, and what is published to one. */
import { entries, get, remove, set } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { map, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import { arnProblem } from './arn.ts';
import { invalidParameter, missingParameter, notFound, refusal } from './errors.ts';
import { lengthOf, messageProblem, type Outgoing } from './message-problems.ts';
import { pageOf } from './pages.ts';
import { applicationOf } from './platform-applications.ts';
import type { Attributes, PlatformEndpoint, SnsState } from './state.ts';
import { defaultMessageSize } from './topic-attributes.ts';

const attributeNames = ['CustomUserData', 'Enabled', 'Token'];

/** In characters. */
const userDataLimit = 2048;

export const endpointOperations: { readonly [name: string]: Operation<SnsState, never> } = {
  CreatePlatformEndpoint: operation(
    { PlatformApplicationArn: text, Token: text, CustomUserData: text, Attributes: map(text) },
    (request, state, context) => {
      const { Token, CustomUserData, Attributes = {} } = request;
      const application = applicationOf(state, request.PlatformApplicationArn);
      if (isRefusal(application)) return { state, outcome: application };
      if (Token === undefined) return { state, outcome: missingParameter('Token') };
      const given = {
        ...Attributes,
        ...(CustomUserData === undefined ? {} : { CustomUserData }),
        Token,
      };
      const problem = attributesProblem(given);
      if (problem) return { state, outcome: problem };
      const existing = endpointWith(state, application.arn, Token);
      if (existing) {
        const isSame = Object.entries(given).every(
          ([name, value]) => member(existing.attributes, name) === value,
        );
        const reason = `Token Reason: Endpoint ${existing.arn} already exists with the same Token, but different attributes.`;
        const { arn } = existing;
        return {
          state,
          outcome: isSame ? success({ EndpointArn: arn }) : invalidParameter(reason),
        };
      }
      const arn = `${application.arn.replace(/:app\//, ':endpoint/')}/${context.uuid('endpoint')}`;
      const attributes = { Enabled: 'true', ...given };
      const made = withEndpoint(state, { arn, application: application.arn, attributes });
      return { state: made, outcome: success({ EndpointArn: arn }) };
    },
  ),

  DeleteEndpoint: operation({ EndpointArn: text }, ({ EndpointArn: arn }, state) => {
    if (arn === undefined) return { state, outcome: missingParameter('EndpointArn') };
    const problem = arnProblem('EndpointArn', arn);
    if (problem) return { state, outcome: problem };
    const endpoints = remove(state.endpoints, arn);
    return { state: { ...state, endpoints }, outcome: success({}) };
  }),

  GetEndpointAttributes: operation({ EndpointArn: text }, ({ EndpointArn }, state) => {
    const endpoint = endpointOf(state, EndpointArn);
    if (isRefusal(endpoint)) return { state, outcome: endpoint };
    return { state, outcome: success({ Attributes: endpoint.attributes }) };
  }),

  SetEndpointAttributes: operation(
    { EndpointArn: text, Attributes: map(text) },
    ({ EndpointArn: arn, Attributes = {} }, state) => {
      const malformed = arn === undefined ? undefined : arnProblem('EndpointArn', arn);
      if (malformed) return { state, outcome: malformed };
      if (Object.keys(Attributes).length === 0) {
        return { state, outcome: missingParameter('Attributes') };
      }
      const endpoint = endpointOf(state, arn);
      if (isRefusal(endpoint)) return { state, outcome: endpoint };
      const problem = attributesProblem(Attributes);
      if (problem) return { state, outcome: problem };
      const attributes = { ...endpoint.attributes, ...normal(Attributes) };
      return { state: withEndpoint(state, { ...endpoint, attributes }), outcome: success({}) };
    },
  ),

  ListEndpointsByPlatformApplication: operation(
    { PlatformApplicationArn: text, NextToken: text },
    ({ PlatformApplicationArn, NextToken: token }, state) => {
      const application = applicationOf(state, PlatformApplicationArn);
      if (isRefusal(application)) return { state, outcome: application };
      const page = pageOf(endpointsOf(state, application.arn), token);
      if (isRefusal(page)) return { state, outcome: page };
      const { items, NextToken } = page;
      const Endpoints = items.map(({ arn, attributes }) => ({
        EndpointArn: arn,
        Attributes: attributes,
      }));
      return { state, outcome: success({ Endpoints, ...(NextToken ? { NextToken } : {}) }) };
    },
  ),
};

/** A message to one device: taken, and gone. */
export function publishToDevice(
  arn: string,
  request: Outgoing,
  state: SnsState,
  context: Context,
): Result<SnsState> {
  const endpoint = get(state.endpoints, arn);
  if (!endpoint) {
    const reason = 'TargetArn Reason: No endpoint found for the target arn specified';
    return { state, outcome: invalidParameter(reason) };
  }
  const [, platform = ''] = arn.split('/');
  const problem = messageProblem(request, [platform]) ?? deviceProblem(state, endpoint);
  if (problem) return { state, outcome: problem };
  if (lengthOf(request) > defaultMessageSize) {
    return { state, outcome: invalidParameter('Message too long') };
  }
  return {
    state,
    outcome: success({ MessageId: context.uuid('notification') }),
    effects: [
      {
        do: 'log',
        kind: 'eventPublished',
        message: `Message published to ${arn}; its delivery is not simulated`,
        data: request.Message ?? '',
      },
    ],
  };
}

function deviceProblem(
  state: SnsState,
  { attributes, application: arn }: PlatformEndpoint,
): Refusal | undefined {
  const application = get(state.applications, arn);
  if (application && !isEnabled(application.attributes)) {
    return refusal('PlatformApplicationDisabledException', 'Platform application is disabled');
  }
  return isEnabled(attributes)
    ? undefined
    : refusal('EndpointDisabledException', 'Endpoint is disabled');
}

function isEnabled({ Enabled = 'true' }: Attributes): boolean {
  return Enabled.toLowerCase() === 'true';
}

function endpointOf(state: SnsState, arn: string | undefined): PlatformEndpoint | Refusal {
  if (arn === undefined) return missingParameter('EndpointArn');
  return get(state.endpoints, arn) ?? arnProblem('EndpointArn', arn) ?? notFound('Endpoint');
}

function endpointWith(
  state: SnsState,
  application: string,
  token: string,
): PlatformEndpoint | undefined {
  for (const [, endpoint] of endpointsOf(state, application)) {
    if (endpoint.attributes['Token'] === token) return endpoint;
  }
  return undefined;
}

function* endpointsOf(
  state: SnsState,
  application: string,
): Generator<readonly [string, PlatformEndpoint]> {
  for (const entry of entries(state.endpoints)) {
    if (entry[1].application === application) yield entry;
  }
}

function withEndpoint(state: SnsState, endpoint: PlatformEndpoint): SnsState {
  return { ...state, endpoints: set(state.endpoints, endpoint.arn, endpoint) };
}

function normal(given: Attributes): Attributes {
  const { Enabled } = given;
  return Enabled === undefined ? given : { ...given, Enabled: Enabled.toLowerCase() };
}

function attributesProblem(given: Attributes): Refusal | undefined {
  const unknown = Object.keys(given).find((name) => !attributeNames.includes(name));
  if (unknown !== undefined) {
    return invalidParameter(`Attributes Reason: Invalid attribute name: ${unknown}`);
  }
  const { CustomUserData = '', Enabled = 'true', Token } = given;
  if (CustomUserData.length > userDataLimit) {
    return invalidParameter(
      `CustomUserData Reason: must be at most ${userDataLimit} characters long`,
    );
  }
  if (Token === '') return invalidParameter('Token Reason: cannot be empty');
  return /^(?:true|false)$/i.test(Enabled)
    ? undefined
    : invalidParameter(
        'Attributes Reason: Invalid value for attribute: Enabled: must be true or false',
      );
}
