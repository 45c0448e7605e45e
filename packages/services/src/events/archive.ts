/** An archive: the events of a bus that it keeps, and the managed rule that brings them. */
import { entries, entriesFrom, get, remove, set, values } from '@stepthrough/collections';
import { isObject, parseJson, utf8Size, type JsonObject } from '@stepthrough/json';
import {
  arn,
  withRule,
  type Archive,
  type EventsState,
  type Kept,
  type KeptKey,
  type Place,
  type Rule,
} from './state.ts';

/** As `ManagedBy` of its rule tells it. */
export const archiveService = 'prod.vhs.events.aws.internal';

const day = 86_400_000;

export function archiveArn(name: string, place: Place): string {
  return arn('events', `archive/${name}`, place);
}

export function archiveRuleName(name: string): string {
  return `Events-Archive-${name}`;
}

/** The archive's rule takes what its pattern says, but no event of a replay. */
export function withArchiveRule(
  state: EventsState,
  archive: Archive,
  version: number,
  place: Place,
): EventsState {
  const { name, bus, patternText, id } = archive;
  const own = patternText === undefined ? {} : parseJson(patternText);
  const pattern = { ...(isObject(own) ? own : {}), 'replay-name': [{ exists: false }] };
  const rule: Rule = {
    name: archiveRuleName(name),
    bus,
    archive: name,
    timezone: 'UTC',
    state: 'ENABLED',
    pattern,
    patternText: JSON.stringify(pattern),
    targets: [
      {
        Id: archiveRuleName(name),
        Arn: `arn:aws:events:${place.region}:::`,
        InputTransformer: {
          InputPathsMap: {},
          InputTemplate: `{"archive-arn": "${archiveArn(name, place)}:${id}", "event": <aws.events.event.json>, "ingestion-time": <aws.events.event.ingestion-time>}`,
        },
      },
    ],
    version,
    tags: {},
  };
  return withRule(state, rule);
}

export function withArchive(state: EventsState, archive: Archive): EventsState {
  return { ...state, archives: set(state.archives, archive.name, archive) };
}

/** The state in which an archive has kept an event that its rule has brought. */
export function keep(
  state: EventsState,
  name: string,
  event: JsonObject,
  now: number,
): EventsState {
  const archive = get(state.archives, name);
  if (!archive) return state;
  const key: KeptKey = [Date.parse(String(event['time'])), archive.received];
  const bytes = utf8Size(JSON.stringify(event));
  const kept = set(archive.kept, key, { event, at: now, bytes });
  return withArchive(state, { ...archive, kept, received: archive.received + 1 });
}

/** The events that it still has. */
export function keptBy(archive: Archive, now: number): readonly Kept[] {
  return values(archive.kept).filter((one) => isRetained(archive, one, now));
}

/** Without events whose time is over: a longer retention does not bring them back. */
export function withoutExpired(archive: Archive, now: number): Archive {
  const kept = Array.from(entries(archive.kept))
    .filter(([, kept]) => !isRetained(archive, kept, now))
    .reduce((rest, [key]) => remove(rest, key), archive.kept);
  return { ...archive, kept };
}

/** The events of the first minute that has some, of times from `from` on and before `end`. */
export function firstMinute(
  archive: Archive,
  from: number,
  end: number,
  now: number,
): { readonly events: readonly JsonObject[]; readonly last: number } | undefined {
  const events: JsonObject[] = [];
  let last = from;
  for (const [[time], value] of entriesFrom(archive.kept, [from, 0])) {
    if (time >= end || (events.length > 0 && minuteOf(time) !== minuteOf(last))) break;
    if (!isRetained(archive, value, now)) continue;
    events.push(value.event);
    last = time;
  }
  return events.length === 0 ? undefined : { events, last };
}

/** The beginning of the minute after that of a time. */
export function nextMinute(time: number): number {
  return (minuteOf(time) + 1) * 60_000;
}

function minuteOf(time: number): number {
  return Math.floor(time / 60_000);
}

function isRetained({ retentionDays }: Archive, { at }: Kept, now: number): boolean {
  return retentionDays === 0 || now - at < retentionDays * day;
}
