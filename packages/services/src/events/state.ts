/** Buses, rules and all else, as the API makes them and as the scenario declares them. */
import { get, set, values, type SortedMap } from '@stepthrough/collections';
import type { Json, JsonObject } from '@stepthrough/json';
import type { Rule as DeclaredRule } from '@stepthrough/scenario';
import type { Surroundings } from '../contract/service.ts';
import type { AuthorizationType, AuthParameters, HttpParameters } from './authorization.ts';

export interface EventsState {
  /** Entries of PutEvents so far. */
  readonly published: number;
  readonly buses: SortedMap<string, Bus>;
  /** By `ruleKey`. */
  readonly rules: SortedMap<string, Rule>;
  readonly archives: SortedMap<string, Archive>;
  readonly replays: SortedMap<string, Replay>;
  readonly connections: SortedMap<string, Connection>;
  readonly destinations: SortedMap<string, ApiDestination>;
}

export interface Bus {
  readonly name: string;
  readonly description?: string;
  readonly deadLetter?: string;
  readonly kmsKey?: string;
  /** A policy document. */
  readonly policy?: JsonObject | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tags: Tags;
}

export interface Tags {
  readonly [key: string]: string;
}

export interface Rule {
  readonly name: string;
  readonly bus: string;
  /** As PutRule was told it. */
  readonly patternText?: string;
  readonly pattern?: Json;
  readonly schedule?: string;
  readonly timezone: string;
  readonly state: string;
  readonly description?: string;
  readonly role?: string;
  /** EventBridge itself has made the rule, to bring events to this archive. */
  readonly archive?: string;
  /** By their ids, in the order in which they came. */
  readonly targets: readonly Target[];
  /** Alarms of an earlier one count for nothing. */
  readonly version: number;
  readonly tags: Tags;
}

/** A target as PutTargets has it. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  /** JSON text. */
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: { readonly [name: string]: string };
    readonly InputTemplate?: string;
  };
  readonly SqsParameters?: { readonly MessageGroupId?: string };
  readonly HttpParameters?: HttpParameters;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  };
}

/** The events of a bus that are kept. */
export interface Archive {
  readonly name: string;
  /** Another one of the same name has another. */
  readonly id: string;
  readonly bus: string;
  readonly description?: string;
  readonly kmsKey?: string;
  readonly patternText?: string;
  /** 0: without end. */
  readonly retentionDays: number;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly stateReason?: string | undefined;
  readonly createdAt: number;
  /** By the time of the event, then in the order in which they came. */
  readonly kept: SortedMap<KeptKey, Kept>;
  /** How many have come so far. */
  readonly received: number;
}

export type KeptKey = readonly [time: number, order: number];

export interface Kept {
  readonly event: JsonObject;
  /** When the archive got it. */
  readonly at: number;
  readonly bytes: number;
}

/** Kept events that go to the rules of their bus again. */
export interface Replay {
  readonly name: string;
  readonly description?: string;
  readonly archive: string;
  readonly bus: string;
  /** ARNs of the only rules that get the events; all of the bus when empty. */
  readonly filters: readonly string[];
  /** Times of events: from the first on, and before the second. */
  readonly from: number;
  readonly until: number;
  readonly state: ReplayState;
  readonly stateReason?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Time of the event that was replayed last. */
  readonly last?: number;
}

type ReplayState = 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';

/** Credentials for endpoints, and what else each request to one gets. */
export interface Connection {
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  readonly kmsKey?: string;
  readonly type: AuthorizationType;
  /** With the secrets; none after it was deauthorized. */
  readonly parameters: AuthParameters | undefined;
  readonly state: 'AUTHORIZED' | 'AUTHORIZING' | 'DEAUTHORIZED' | 'DEAUTHORIZING';
  readonly stateReason?: string | undefined;
  /** `Authorization` of requests, as an authorization endpoint has granted it. */
  readonly token?: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authorizedAt?: number;
}

/** An endpoint as a target of rules. */
export interface ApiDestination {
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  readonly connection: string;
  readonly endpoint: string;
  readonly method: string;
  readonly rate: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface Place {
  readonly account: string;
  readonly region: string;
}

export const defaultBus = 'default';

export function initialEvents(setting: Surroundings): EventsState {
  const declared = Object.entries(setting.scenario.resources.rules);
  const names = [defaultBus, ...declared.map(([, { bus }]) => bus)];
  const { clockStart: now } = setting;
  return {
    published: 0,
    archives: undefined,
    replays: undefined,
    connections: undefined,
    destinations: undefined,
    buses: names.reduce<EventsState['buses']>(
      (buses, name) => set(buses, name, { name, createdAt: now, modifiedAt: now, tags: {} }),
      undefined,
    ),
    rules: declared.reduce<EventsState['rules']>((rules, [name, rule]) => {
      const { bus, pattern, schedule, timezone, enabled } = rule;
      return set(rules, ruleKey(bus, name), {
        name,
        bus,
        timezone,
        state: enabled ? 'ENABLED' : 'DISABLED',
        targets: [declaredTarget(rule, setting)],
        version: 0,
        tags: {},
        ...(pattern === undefined ? {} : { pattern, patternText: JSON.stringify(pattern) }),
        ...(schedule === undefined ? {} : { schedule }),
      });
    }, undefined),
  };
}

function declaredTarget(rule: DeclaredRule, setting: Surroundings): Target {
  const { queue, messageGroupId, input, inputPath, inputTransformer, deadLetter } = rule;
  return {
    Id: 'declared',
    Arn: declaredArn(rule, setting),
    ...(input === undefined ? {} : { Input: JSON.stringify(input) }),
    ...(inputPath === undefined ? {} : { InputPath: inputPath }),
    ...(inputTransformer === undefined
      ? {}
      : {
          InputTransformer: {
            InputPathsMap: inputTransformer.paths,
            InputTemplate: inputTransformer.template,
          },
        }),
    ...(queue?.endsWith('.fifo')
      ? { SqsParameters: { MessageGroupId: messageGroupId ?? 'events' } }
      : {}),
    ...(deadLetter === undefined
      ? {}
      : { DeadLetterConfig: { Arn: arn('sqs', deadLetter, setting) } }),
  };
}

/** Of a queue, a function or a topic, or of the state machine that is meant. */
function declaredArn(
  { queue, function: called, topic, target }: DeclaredRule,
  setting: Surroundings,
): string {
  if (queue !== undefined) return arn('sqs', queue, setting);
  if (called !== undefined) return arn('lambda', `function:${called}`, setting);
  if (topic !== undefined) return arn('sns', topic, setting);
  const machine = target === undefined ? setting.main : setting.machines.get(target);
  return machine?.arn ?? arn('states', `stateMachine:${target}`, setting);
}

export function arn(service: string, resource: string, { account, region }: Place): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

export function busArn(name: string, place: Place): string {
  return arn('events', `event-bus/${name}`, place);
}

/** The bus is in it when it is not the default one. */
export function ruleArn({ bus, name }: Pick<Rule, 'bus' | 'name'>, place: Place): string {
  return arn('events', bus === defaultBus ? `rule/${name}` : `rule/${bus}/${name}`, place);
}

/** The name of a bus that a request names, by its ARN too. */
export function busName(reference = defaultBus): string {
  return reference.replace(/^arn:[^/]*:event-bus\//, '');
}

export function ruleKey(bus: string, name: string): string {
  return `${bus}/${name}`;
}

export function rulesOf({ rules }: EventsState, bus: string): readonly Rule[] {
  return values(rules).filter((rule) => rule.bus === bus);
}

export function ruleNamed(state: EventsState, bus: string, name: string): Rule | undefined {
  return get(state.rules, ruleKey(bus, name));
}

export function withRule(state: EventsState, rule: Rule): EventsState {
  return { ...state, rules: set(state.rules, ruleKey(rule.bus, rule.name), rule) };
}

export function withBus(state: EventsState, bus: Bus): EventsState {
  return { ...state, buses: set(state.buses, bus.name, bus) };
}
