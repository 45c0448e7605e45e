/** Tags of buses and rules. */
import { get } from '@stepthrough/collections';
import type { Infer } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, operation, text } from '../contract/request-form.ts';
import type { Operation } from '../contract/service.ts';
import { managed } from './managed-rule.ts';
import {
  defaultBus,
  ruleNamed,
  withBus,
  withRule,
  type Bus,
  type EventsState,
  type Rule,
  type Tags,
} from './state.ts';
import {
  broken,
  constraintProblem,
  constraintsBroken,
  invalid,
  missingBroken,
  notFound,
  type Given,
} from './validation.ts';

export const tagList = list(members({ Key: text, Value: text }));

/** The most tags of one resource. */
const limit = 50;

export const tagOperations: { readonly [name: string]: Operation<EventsState> } = {
  TagResource: operation({ ResourceARN: text, Tags: tagList }, ({ ResourceARN, Tags }, state) => {
    const problem = broken([...arnBroken(ResourceARN), ...missingBroken('tags', Tags)]);
    if (problem) return { state, outcome: problem };
    const found = taggedBy(state, ResourceARN);
    if (isRefusal(found)) return { state, outcome: found };
    if (found.managed) return { state, outcome: found.managed };
    const tags = readTags(Tags, found.tags);
    if (isRefusal(tags)) return { state, outcome: tags };
    return { state: found.withTags(tags), outcome: success({}) };
  }),

  UntagResource: operation(
    { ResourceARN: text, TagKeys: list(text) },
    ({ ResourceARN, TagKeys }, state) => {
      const problem = broken([...arnBroken(ResourceARN), ...missingBroken('tagKeys', TagKeys)]);
      if (problem) return { state, outcome: problem };
      const found = taggedBy(state, ResourceARN);
      if (isRefusal(found)) return { state, outcome: found };
      if (found.managed) return { state, outcome: found.managed };
      const left = Object.entries(found.tags).filter(([key]) => !TagKeys?.includes(key));
      return { state: found.withTags(Object.fromEntries(left)), outcome: success({}) };
    },
  ),

  ListTagsForResource: operation({ ResourceARN: text }, ({ ResourceARN }, state) => {
    const problem = broken(arnBroken(ResourceARN));
    if (problem) return { state, outcome: problem };
    const found = taggedBy(state, ResourceARN);
    if (isRefusal(found)) return { state, outcome: found };
    const Tags = Object.entries(found.tags).map(([Key, Value]) => ({ Key, Value }));
    return { state, outcome: success({ Tags }) };
  }),
};

/** Tags as a request has them, beside those that there are. */
export function readTags(given: Infer<typeof tagList> = [], before: Tags = {}): Tags | Refusal {
  const problem = constraintProblem(
    ...given.flatMap(({ Key, Value }, index): Given[] => [
      [`tags.${index + 1}.member.key`, Key, 'TagKey', 'required'],
      [`tags.${index + 1}.member.value`, Value, 'TagValue', 'required'],
    ]),
  );
  if (problem) return problem;
  const tags = {
    ...before,
    ...Object.fromEntries(given.map(({ Key = '', Value = '' }) => [Key, Value])),
  };
  return Object.keys(tags).length > limit ? invalid(`A resource has ${limit} tags at most.`) : tags;
}

function arnBroken(arn: string | undefined): readonly string[] {
  return constraintsBroken(['resourceARN', arn, 'Arn', 'required']);
}

interface Tagged {
  readonly tags: Tags;
  readonly withTags: (tags: Tags) => EventsState;
  /** The refusal to change what EventBridge itself has made. */
  readonly managed: Refusal | undefined;
}

function taggedBy(state: EventsState, arn = ''): Tagged | Refusal {
  const [, kind, place = ''] = /^arn:[^/]*:(event-bus|rule)\/(.+)$/.exec(arn) ?? [];
  const found = kind === 'event-bus' ? get(state.buses, place) : ruleAt(state, place);
  if (kind === undefined || !found) {
    const name = place.split('/').at(-1) ?? '';
    return notFound(
      kind === 'event-bus'
        ? `Event bus ${name} does not exist.`
        : `Rule ${name} does not exist on EventBus ${busIn(place)}.`,
    );
  }
  return {
    tags: found.tags,
    managed: isRule(found) && found.archive !== undefined ? managed(found) : undefined,
    withTags: (tags) =>
      isRule(found) ? withRule(state, { ...found, tags }) : withBus(state, { ...found, tags }),
  };
}

function isRule(found: Bus | Rule): found is Rule {
  return 'targets' in found;
}

function ruleAt(state: EventsState, place: string): Rule | undefined {
  return ruleNamed(state, busIn(place), place.split('/').at(-1) ?? '');
}

function busIn(place: string): string {
  return place.includes('/') ? place.slice(0, place.lastIndexOf('/')) : defaultBus;
}
