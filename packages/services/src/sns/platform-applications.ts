/** Platform applications: where devices are registered. */
import { entries, get, remove, set, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { map, operation, text } from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { arnProblem } from './arn.ts';
import { invalidParameter, missingParameter, notFound } from './errors.ts';
import { pageOf } from './pages.ts';
import type { Attributes, PlatformApplication, SnsState } from './state.ts';

/** Attributes that each platform needs; the credentials themselves are taken as they are. */
const platforms: { readonly [name: string]: readonly string[] } = {
  ADM: ['PlatformPrincipal', 'PlatformCredential'],
  APNS: ['PlatformPrincipal', 'PlatformCredential'],
  APNS_SANDBOX: ['PlatformPrincipal', 'PlatformCredential'],
  APNS_VOIP: ['PlatformPrincipal', 'PlatformCredential'],
  APNS_VOIP_SANDBOX: ['PlatformPrincipal', 'PlatformCredential'],
  MACOS: ['PlatformPrincipal', 'PlatformCredential'],
  MACOS_SANDBOX: ['PlatformPrincipal', 'PlatformCredential'],
  BAIDU: ['PlatformPrincipal', 'PlatformCredential'],
  GCM: ['PlatformCredential'],
  MPNS: ['PlatformPrincipal', 'PlatformCredential'],
  WNS: ['PlatformPrincipal', 'PlatformCredential'],
};

/** Told, and never shown again. */
const credentials = ['PlatformPrincipal', 'PlatformCredential'];

export const applicationOperations: { readonly [name: string]: Operation<SnsState, never> } = {
  CreatePlatformApplication: operation(
    { Name: text, Platform: text, Attributes: map(text) },
    ({ Name: name, Platform: platform, Attributes: given = {} }, state, context) => {
      if (name === undefined) return { state, outcome: missingParameter('Name') };
      if (platform === undefined) return { state, outcome: missingParameter('Platform') };
      const problem = applicationProblem(name, platform, given);
      if (problem) return { state, outcome: problem };
      const arn = `arn:aws:sns:${context.region}:${context.account}:app/${platform}/${name}`;
      const existing = get(state.applications, arn);
      const attributes = { Enabled: 'true', ...given };
      const isDifferent = Object.entries(given).some(
        ([key, value]) => existing && member(existing.attributes, key) !== value,
      );
      if (isDifferent) {
        const reason = `Name Reason: An application with the same name but different properties already exists`;
        return { state, outcome: invalidParameter(reason) };
      }
      const application = existing ?? { arn, attributes };
      return {
        state: withApplication(state, application),
        outcome: success({ PlatformApplicationArn: arn }),
      };
    },
  ),

  DeletePlatformApplication: operation(
    { PlatformApplicationArn: text },
    ({ PlatformApplicationArn: arn }, state) => {
      if (arn === undefined) return { state, outcome: missingParameter('PlatformApplicationArn') };
      const problem = arnProblem('PlatformApplicationArn', arn);
      if (problem) return { state, outcome: problem };
      const endpoints = values(state.endpoints)
        .filter(({ application }) => application === arn)
        .reduce((rest, endpoint) => remove(rest, endpoint.arn), state.endpoints);
      const applications = remove(state.applications, arn);
      return { state: { ...state, applications, endpoints }, outcome: success({}) };
    },
  ),

  ListPlatformApplications: operation({ NextToken: text }, ({ NextToken: token }, state) => {
    const page = pageOf(entries(state.applications), token);
    if (isRefusal(page)) return { state, outcome: page };
    const { items, NextToken } = page;
    const PlatformApplications = items.map((application) => ({
      PlatformApplicationArn: application.arn,
      Attributes: shown(application),
    }));
    return {
      state,
      outcome: success({ PlatformApplications, ...(NextToken ? { NextToken } : {}) }),
    };
  }),

  GetPlatformApplicationAttributes: operation(
    { PlatformApplicationArn: text },
    ({ PlatformApplicationArn }, state) => {
      const application = applicationOf(state, PlatformApplicationArn);
      if (isRefusal(application)) return { state, outcome: application };
      return { state, outcome: success({ Attributes: shown(application) }) };
    },
  ),

  SetPlatformApplicationAttributes: operation(
    { PlatformApplicationArn: text, Attributes: map(text) },
    ({ PlatformApplicationArn: arn, Attributes = {} }, state) => {
      const problem = arn === undefined ? undefined : arnProblem('PlatformApplicationArn', arn);
      if (problem) return { state, outcome: problem };
      if (Object.keys(Attributes).length === 0) {
        return { state, outcome: missingParameter('Attributes') };
      }
      const application = applicationOf(state, arn);
      if (isRefusal(application)) return { state, outcome: application };
      const wrong = attributesProblem(Attributes);
      if (wrong) return { state, outcome: wrong };
      const attributes = { ...application.attributes, ...Attributes };
      return {
        state: withApplication(state, { ...application, attributes }),
        outcome: success({}),
      };
    },
  ),
};

export function applicationOf(
  state: SnsState,
  arn: string | undefined,
): PlatformApplication | Refusal {
  if (arn === undefined) return missingParameter('PlatformApplicationArn');
  return (
    get(state.applications, arn) ??
    arnProblem('PlatformApplicationArn', arn) ??
    notFound('PlatformApplication')
  );
}

function withApplication(state: SnsState, application: PlatformApplication): SnsState {
  return { ...state, applications: set(state.applications, application.arn, application) };
}

function applicationProblem(
  name: string,
  platform: string,
  given: Attributes,
): Refusal | undefined {
  const reason = nameReason(name);
  if (reason !== undefined) return invalidParameter(`${name} Reason: ${reason}`);
  const needed = member(platforms, platform);
  if (!needed) return invalidParameter(`Platform Reason: ${platform} is not supported`);
  if (Object.keys(given).length === 0) return missingParameter('Attributes');
  const problem = attributesProblem(given);
  if (problem) return problem;
  return needed.every((attribute) => (member(given, attribute) ?? '') !== '')
    ? undefined
    : invalidParameter('Attributes Reason: Platform credentials are invalid');
}

function nameReason(name: string): string | undefined {
  if (name === '') return 'cannot be empty';
  if (name.length > 256) return 'must be at most 256 characters long';
  return /^[\w.-]+$/.test(name)
    ? undefined
    : "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'";
}

const attributeNames = [
  ...credentials,
  'Enabled',
  'EventEndpointCreated',
  'EventEndpointDeleted',
  'EventEndpointUpdated',
  'EventDeliveryFailure',
  'SuccessFeedbackRoleArn',
  'FailureFeedbackRoleArn',
  'SuccessFeedbackSampleRate',
  'ApplePlatformTeamID',
  'ApplePlatformBundleID',
];

function attributesProblem(given: Attributes): Refusal | undefined {
  const unknown = Object.keys(given).find((name) => !attributeNames.includes(name));
  return unknown === undefined
    ? undefined
    : invalidParameter(`Attributes Reason: Invalid attribute name: ${unknown}`);
}

function shown({ attributes }: PlatformApplication): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !credentials.includes(name)),
  );
}
