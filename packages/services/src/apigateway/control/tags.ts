/** Operations on tags of APIs, stages, API keys and usage plans, by their ARNs. */
import { get, set } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { list, map, number, operation, text } from '../../contract/request-form.ts';
import type { ApiGatewayState } from '../state.ts';
import { missing, withApi, type ControlOperations } from './read.ts';
import { badRequest, notFound } from './refusals.ts';

interface Tags {
  readonly [key: string]: string;
}

export const tagOperations: ControlOperations = {
  TagResource: operation({ resourceArn: text, tags: map(text) }, (request, state) => {
    const { tags } = request;
    if (tags === undefined) return { state, outcome: missing('tagResourceInput.tags') };
    const found = tagged(state, request.resourceArn);
    if (isRefusal(found)) return { state, outcome: found };
    const after = { ...found.tags, ...tags };
    const problem = tagsProblem(after);
    if (problem) return { state, outcome: problem };
    return { state: found.with(after), outcome: success({}) };
  }),

  UntagResource: operation({ resourceArn: text, tagKeys: list(text) }, (request, state) => {
    const { tagKeys } = request;
    if (tagKeys === undefined) return { state, outcome: missing('untagResourceInput.tagKeys') };
    const found = tagged(state, request.resourceArn);
    if (isRefusal(found)) return { state, outcome: found };
    const kept = Object.entries(found.tags).filter(([key]) => !tagKeys.includes(key));
    return { state: found.with(Object.fromEntries(kept)), outcome: success({}) };
  }),

  GetTags: operation({ resourceArn: text, limit: number, position: text }, (request, state) => {
    const found = tagged(state, request.resourceArn);
    return { state, outcome: isRefusal(found) ? found : success({ tags: found.tags }) };
  }),
};

/** A resource's tags, and the state with others. */
interface Tagged {
  readonly tags: Tags;
  readonly with: (tags: Tags) => ApiGatewayState;
}

function tagged(state: ApiGatewayState, arn = ''): Tagged | Refusal {
  const [, kind = '', id = '', stage] =
    /^arn:aws[\w-]*:apigateway:[^:]*:[^:]*:\/(restapis|apikeys|usageplans)\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(
      arn,
    ) ?? [];
  const found =
    kind === 'restapis'
      ? ofApi(state, id, stage)
      : kind === 'apikeys'
        ? ofKey(state, id)
        : kind === 'usageplans'
          ? ofPlan(state, id)
          : badRequest(`Invalid resource ARN specified: ${arn}`);
  return found ?? notFound('Invalid resource identifier specified');
}

function ofApi(state: ApiGatewayState, id: string, stage: string | undefined): Tagged | undefined {
  const api = get(state.apis, id);
  if (!api) return undefined;
  if (stage === undefined) {
    const { settings } = api;
    return {
      tags: settings.tags,
      with: (tags) => withApi(state, { ...api, settings: { ...settings, tags } }),
    };
  }
  const held = api.stages.find(({ settings }) => settings.stageName === stage);
  if (!held) return undefined;
  return {
    tags: held.settings.tags ?? {},
    with: (tags) => {
      const after = { ...held, settings: { ...held.settings, tags } };
      return withApi(state, {
        ...api,
        stages: api.stages.map((one) => (one === held ? after : one)),
      });
    },
  };
}

function ofKey(state: ApiGatewayState, id: string): Tagged | undefined {
  const key = get(state.apiKeys, id);
  return (
    key && {
      tags: key.tags ?? {},
      with: (tags) => ({ ...state, apiKeys: set(state.apiKeys, id, { ...key, tags }) }),
    }
  );
}

function ofPlan(state: ApiGatewayState, id: string): Tagged | undefined {
  const plan = get(state.usagePlans, id);
  return (
    plan && {
      tags: plan.settings.tags ?? {},
      with: (tags) => {
        const after = { ...plan, settings: { ...plan.settings, tags } };
        return { ...state, usagePlans: set(state.usagePlans, id, after) };
      },
    }
  );
}

/** Of one resource. */
const mostTags = 50;

export function tagsProblem(tags: Tags): Refusal | undefined {
  if (Object.keys(tags).length > mostTags) {
    return badRequest(`The number of tags exceeds the limit of ${mostTags}`);
  }
  const reserved = Object.keys(tags).find((key) => key.toLowerCase().startsWith('aws:'));
  return reserved === undefined
    ? undefined
    : badRequest(`Tag keys cannot begin with "aws:": ${reserved}`);
}
