/** Operations on archives. */
import { get, remove, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { listing, listingProblem } from './archive-listing.ts';
import {
  archiveArn,
  archiveRuleName,
  keptBy,
  withArchive,
  withArchiveRule,
  withoutExpired,
} from './archive.ts';
import { pageOf } from './paging.ts';
import { readPattern } from './pattern-refusal.ts';
import {
  busArn,
  busName,
  ruleKey,
  ruleNamed,
  type Archive,
  type EventsState,
  type Place,
} from './state.ts';
import {
  alreadyExists,
  broken,
  constraintProblem,
  constraintsBroken,
  invalid,
  notFound,
  rangeBroken,
} from './validation.ts';

const states = [
  'ENABLED',
  'DISABLED',
  'CREATING',
  'UPDATING',
  'CREATE_FAILED',
  'UPDATE_FAILED',
] as const;

const settings = {
  Description: text,
  EventPattern: text,
  RetentionDays: number,
  KmsKeyIdentifier: text,
} as const;

interface Settings {
  readonly ArchiveName?: string;
  readonly Description?: string;
  readonly EventPattern?: string;
  readonly RetentionDays?: number;
  readonly KmsKeyIdentifier?: string;
}

export const archiveOperations: { readonly [name: string]: Operation<EventsState> } = {
  CreateArchive: operation(
    { ArchiveName: text, EventSourceArn: text, ...settings },
    ({ EventSourceArn, ...request }, state, context) => {
      const { ArchiveName: name = '' } = request;
      const problem = broken([
        ...settingsBroken(request),
        ...constraintsBroken(['eventSourceArn', EventSourceArn, 'EventBusArn', 'required']),
      ]);
      if (problem) return { state, outcome: problem };
      const bus = sourceOf(EventSourceArn ?? '', state);
      if (isRefusal(bus)) return { state, outcome: bus };
      const wrong = patternProblem(request.EventPattern) ?? conflict(name, bus.name, state);
      if (wrong) return { state, outcome: wrong };
      const archive: Archive = {
        name,
        id: context.uuid('archive'),
        bus: bus.name,
        retentionDays: 0,
        state: 'ENABLED',
        createdAt: context.now,
        kept: undefined,
        received: 0,
        ...given(request),
      };
      return made(archive, state, context);
    },
  ),

  DescribeArchive: operation({ ArchiveName: text }, ({ ArchiveName }, state, context) => {
    const archive = archiveOf(ArchiveName, state);
    return { state, outcome: isRefusal(archive) ? archive : success(described(archive, context)) };
  }),

  UpdateArchive: operation({ ArchiveName: text, ...settings }, (request, state, context) => {
    const problem = broken(settingsBroken(request));
    if (problem) return { state, outcome: problem };
    const archive = archiveOf(request.ArchiveName, state);
    if (isRefusal(archive)) return { state, outcome: archive };
    const wrong = patternProblem(request.EventPattern);
    if (wrong) return { state, outcome: wrong };
    const after: Archive = {
      ...withoutExpired(archive, context.now),
      state: 'ENABLED',
      stateReason: undefined,
      ...given(request),
    };
    return made(after, state, context);
  }),

  DeleteArchive: operation({ ArchiveName: text }, ({ ArchiveName }, state) => {
    const archive = archiveOf(ArchiveName, state);
    if (isRefusal(archive)) return { state, outcome: archive };
    const { name, bus } = archive;
    const archives = remove(state.archives, name);
    const rules = remove(state.rules, ruleKey(bus, archiveRuleName(name)));
    return { state: { ...state, archives, rules }, outcome: success({}) };
  }),

  ListArchives: operation(listing.fields, (request, state, context) => {
    const problem = listingProblem(request, {
      operation: 'ListArchives',
      name: 'ArchiveName',
      source: 'EventBusArn',
      states,
    });
    const { NamePrefix, EventSourceArn, State, Limit, NextToken } = request;
    if (problem) return { state, outcome: problem };
    const bus = EventSourceArn === undefined ? undefined : sourceOf(EventSourceArn, state);
    if (bus && isRefusal(bus)) return { state, outcome: bus };
    const archives = values(state.archives).filter(
      (archive) =>
        archive.name.startsWith(NamePrefix ?? '') &&
        (bus === undefined || archive.bus === bus.name) &&
        (State === undefined || archive.state === State),
    );
    const page = pageOf(archives, Limit, NextToken);
    if (isRefusal(page)) return { state, outcome: page };
    const Archives = page.items.map((archive) => listed(archive, context));
    return { state, outcome: success({ Archives, ...page.token }) };
  }),
};

function settingsBroken(request: Settings): readonly string[] {
  return [
    ...constraintsBroken(
      ['archiveName', request.ArchiveName, 'ArchiveName', 'required'],
      ['description', request.Description, 'Description'],
      ['eventPattern', request.EventPattern, 'EventPattern'],
      ['kmsKeyIdentifier', request.KmsKeyIdentifier, 'KmsKeyIdentifier'],
    ),
    ...rangeBroken('retentionDays', request.RetentionDays, 0, Infinity),
  ];
}

function given({ Description, EventPattern, RetentionDays, KmsKeyIdentifier }: Settings) {
  return {
    ...(Description === undefined ? {} : { description: Description }),
    ...(EventPattern === undefined ? {} : { patternText: EventPattern }),
    ...(RetentionDays === undefined ? {} : { retentionDays: RetentionDays }),
    ...(KmsKeyIdentifier === undefined ? {} : { kmsKey: KmsKeyIdentifier }),
  };
}

/** The bus whose events are to be kept, or are. */
function sourceOf(reference: string, state: EventsState): { readonly name: string } | Refusal {
  if (!reference.includes(':event-bus/')) {
    return invalid('Parameter EventSourceArn is not valid. Reason: Must contain an event bus ARN.');
  }
  const name = busName(reference);
  return get(state.buses, name) ?? notFound(`Event bus ${name} does not exist.`);
}

function conflict(name: string, bus: string, state: EventsState): Refusal | undefined {
  if (get(state.archives, name)) return alreadyExists(`Archive ${name} already exists.`);
  const rule = archiveRuleName(name);
  return ruleNamed(state, bus, rule) ? alreadyExists(`Rule ${rule} already exists.`) : undefined;
}

function patternProblem(pattern: string | undefined): Refusal | undefined {
  const read = pattern === undefined ? undefined : readPattern(pattern);
  return read && isRefusal(read) ? read : undefined;
}

function archiveOf(name: string | undefined, state: EventsState): Archive | Refusal {
  const problem = constraintProblem(['archiveName', name, 'ArchiveName', 'required']);
  if (problem) return problem;
  return get(state.archives, name ?? '') ?? notFound(`Archive ${name} does not exist.`);
}

function made(archive: Archive, state: EventsState, context: Context) {
  const after = withArchiveRule(withArchive(state, archive), archive, context.number, context);
  const outcome = success({
    ArchiveArn: archiveArn(archive.name, context),
    State: archive.state,
    CreationTime: archive.createdAt / 1000,
  });
  return { state: after, outcome };
}

/** Times are seconds since the epoch. */
function listed(archive: Archive, context: Context): JsonObject {
  const { name, bus, state, stateReason, retentionDays, createdAt } = archive;
  const kept = keptBy(archive, context.now);
  return {
    ArchiveName: name,
    EventSourceArn: busArn(bus, context),
    State: state,
    ...(stateReason === undefined ? {} : { StateReason: stateReason }),
    RetentionDays: retentionDays,
    SizeBytes: kept.reduce((total, { bytes }) => total + bytes, 0),
    EventCount: kept.length,
    CreationTime: createdAt / 1000,
  };
}

function described(archive: Archive, context: Context & Place): JsonObject {
  const { name, description, patternText, kmsKey } = archive;
  return {
    ArchiveArn: archiveArn(name, context),
    ...listed(archive, context),
    ...(description === undefined ? {} : { Description: description }),
    ...(patternText === undefined ? {} : { EventPattern: patternText }),
    ...(kmsKey === undefined ? {} : { KmsKeyIdentifier: kmsKey }),
  };
}
