/** Tags of functions and of event source mappings. */
import { get, set } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { list, map, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { constraintProblem, invalid, missing, required } from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import { noFunction, readReference } from './reference.ts';

type Tags = Readonly<Record<string, string>>;

/** Tags of one resource. */
const mostTags = 50;

export const tagOperations: { readonly [name: string]: Operation<LambdaState, WakeKey> } = {
  TagResource: operation(
    { Resource: text, Tags: map(text) },
    ({ Resource, Tags }, state: LambdaState, context) => {
      const problem = constraintProblem([required('resource', Resource), required('tags', Tags)]);
      if (problem) return { state, outcome: problem };
      if (Object.keys(Tags ?? {}).length === 0) {
        return {
          state,
          outcome: invalid('An error occurred and the request cannot be processed.'),
        };
      }
      return tagged(state, Resource ?? '', context, (before) => {
        const tags = { ...before, ...Tags };
        return tagProblem(tags) ?? { tags };
      });
    },
  ),

  UntagResource: operation(
    { Resource: text, TagKeys: list(text) },
    ({ Resource, TagKeys }, state: LambdaState, context) => {
      const problem = constraintProblem([
        required('resource', Resource),
        required('tagKeys', TagKeys),
      ]);
      if (problem) return { state, outcome: problem };
      return tagged(state, Resource ?? '', context, (before) => ({
        tags: Object.fromEntries(Object.entries(before).filter(([key]) => !TagKeys?.includes(key))),
      }));
    },
  ),

  ListTags: operation({ Resource: text }, ({ Resource }, state: LambdaState, context) => {
    const problem = constraintProblem([required('resource', Resource)]);
    const found = problem ?? taggable(state, Resource ?? '', context);
    return { state, outcome: isRefusal(found) ? found : success({ Tags: found.tags }) };
  }),
};

/** Why tags are refused; `undefined` when they are not. */
export function tagProblem(tags: Tags = {}): Refusal | undefined {
  const count = Object.keys(tags).length;
  if (count > mostTags) {
    return invalid(`Number of tags exceeds resource tag limit.`);
  }
  const wrong = Object.entries(tags).find(
    ([key, value]) =>
      key.length < 1 || key.length > 128 || value.length > 256 || /^aws:/i.test(key),
  );
  return wrong && invalid(`The tag key or value is invalid: ${wrong[0]}`);
}

interface Taggable {
  readonly tags: Tags;
  readonly with: (tags: Tags) => LambdaState;
}

function taggable(state: LambdaState, arn: string, context: Context): Taggable | Refusal {
  const [, uuid] = /:event-source-mapping:(.+)$/.exec(arn) ?? [];
  if (uuid !== undefined) {
    const mapping = get(state.mappings, uuid);
    if (!mapping) return missing('The resource you requested does not exist.');
    const mappings = (tags: Tags) => set(state.mappings, uuid, { ...mapping, tags });
    return { tags: mapping.tags, with: (tags) => ({ ...state, mappings: mappings(tags) }) };
  }
  const reference = readReference(arn);
  if (isRefusal(reference)) return reference;
  if (reference.qualifier !== undefined) {
    return invalid(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const found = get(state.functions, reference.name);
  if (!found) return noFunction(reference, context);
  const functions = (tags: Tags) => set(state.functions, found.name, { ...found, tags });
  return { tags: found.tags, with: (tags) => ({ ...state, functions: functions(tags) }) };
}

function tagged(
  state: LambdaState,
  arn: string,
  context: Context,
  change: (before: Tags) => { readonly tags: Tags } | Refusal,
) {
  const found = taggable(state, arn, context);
  if (isRefusal(found)) return { state, outcome: found };
  const changed = change(found.tags);
  return isRefusal(changed)
    ? { state, outcome: changed }
    : { state: found.with(changed.tags), outcome: success({}, 204) };
}
