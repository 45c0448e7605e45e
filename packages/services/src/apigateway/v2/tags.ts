/** Operations on tags of HTTP and WebSocket APIs and of their stages, by their ARNs. */
import { get } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { list, map, operation, text } from '../../contract/request-form.ts';
import { missing } from '../control/read.ts';
import { badRequest, notFound } from '../control/refusals.ts';
import { tagsProblem } from '../control/tags.ts';
import type { ApiGatewayState } from '../state.ts';
import { withApi, type ControlOperations } from './read.ts';
import { stageNamed } from './stages.ts';

interface Tags {
  readonly [key: string]: string;
}

export const tagOperations: ControlOperations = {
  TagResource: operation({ ResourceArn: text, Tags: map(text) }, (request, state) => {
    const found = tagged(state, request.ResourceArn);
    if (isRefusal(found)) return { state, outcome: found };
    const after = { ...found.tags, ...request.Tags };
    const problem = tagsProblem(after);
    if (problem) return { state, outcome: problem };
    return { state: found.with(after), outcome: success({}) };
  }),

  UntagResource: operation({ ResourceArn: text, TagKeys: list(text) }, (request, state) => {
    const { TagKeys } = request;
    if (TagKeys === undefined) return { state, outcome: missing('tagKeys') };
    const found = tagged(state, request.ResourceArn);
    if (isRefusal(found)) return { state, outcome: found };
    const kept = Object.entries(found.tags).filter(([key]) => !TagKeys.includes(key));
    return { state: found.with(Object.fromEntries(kept)), outcome: success({}) };
  }),

  GetTags: operation({ ResourceArn: text }, ({ ResourceArn }, state) => {
    const found = tagged(state, ResourceArn);
    return { state, outcome: isRefusal(found) ? found : success({ Tags: found.tags }) };
  }),
};

/** A resource's tags, and the state with others. */
interface Tagged {
  readonly tags: Tags;
  readonly with: (tags: Tags) => ApiGatewayState;
}

function tagged(state: ApiGatewayState, arn = ''): Tagged | Refusal {
  const [, id, name] =
    /^arn:aws[\w-]*:apigateway:[^:]*:[^:]*:\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(arn) ?? [];
  if (id === undefined) return badRequest(`Invalid resource ARN specified: ${arn}`);
  const api = get(state.routedApis, id);
  const stage = api && name !== undefined ? stageNamed(api, name) : undefined;
  if (!api || (name !== undefined && !stage)) {
    return notFound('Invalid resource identifier specified');
  }
  if (!stage) {
    return {
      tags: api.settings.Tags,
      with: (Tags) => withApi(state, { ...api, settings: { ...api.settings, Tags } }),
    };
  }
  return {
    tags: stage.settings.Tags,
    with: (Tags) => {
      const after = { ...stage, settings: { ...stage.settings, Tags } };
      const stages = api.stages.map((one) => (one === stage ? after : one));
      return withApi(state, { ...api, stages });
    },
  };
}
