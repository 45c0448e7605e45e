import type { DebugProtocol } from '@vscode/debugprotocol';
import { messageOf } from '../protocol/problem.ts';
import type { Position } from '../run/marks.ts';
import { type Definition, placeAtLine } from '../source/definition.ts';
import type { Place } from '../source/places.ts';
import { type Breakpoint, forgetHits, makeBreakpoint } from './breakpoint.ts';
import {
  type ExceptionFilter,
  exceptionFilters,
  isExceptionFilter,
  makeExceptionFilter,
} from './exception-filters.ts';
import { statePattern } from './state-pattern.ts';

/** A client's answer for one breakpoint, its place still as offsets. */
export interface Resolved {
  readonly breakpoint: Breakpoint | undefined;
  readonly place: Place | undefined;
  readonly message: string | undefined;
}

interface FunctionBreakpoint {
  readonly breakpoint: Breakpoint;
  readonly name: string;
  readonly matches: ReturnType<typeof statePattern>;
}

interface DataBreakpoint {
  readonly breakpoint: Breakpoint;
  /** Name of the workflow variable. */
  readonly variable: string;
}

/** Every breakpoint that the client has set, found by the positions at which they stop. */
export class Breakpoints {
  #nextId = 1;
  /** By path, then by place. */
  readonly #bySource = new Map<string, ReadonlyMap<string, readonly Breakpoint[]>>();
  #functions: readonly FunctionBreakpoint[] = [];
  #filters: readonly ExceptionFilter[] = exceptionFilters
    .filter((filter) => filter.default)
    .map(({ filter }) => makeExceptionFilter(this.#nextId++, filter, undefined));
  #data: readonly DataBreakpoint[] = [];

  get filters(): readonly ExceptionFilter[] {
    return this.#filters;
  }

  get data(): readonly DataBreakpoint[] {
    return this.#data;
  }

  /** Source and function breakpoints at a position. */
  at(position: Position): readonly Breakpoint[] {
    const { path, stateId, phase } = position;
    const inSource = this.#bySource.get(path)?.get(placeKey(stateId, phase)) ?? [];
    return [...inSource, ...this.functionsAt(position)];
  }

  functionsAt({ phase, state }: Position): readonly Breakpoint[] {
    if (phase !== 'enter' || !state) return [];
    return this.#functions
      .filter(({ matches }) => matches(state))
      .map(({ breakpoint }) => breakpoint);
  }

  /** Forgets all hits from a mark on, because the run takes another way from there. */
  forgetHits(from: number): void {
    const inSources = [...this.#bySource.values()].flatMap((places) => [...places.values()].flat());
    const others = [...this.#functions, ...this.#data].map(({ breakpoint }) => breakpoint);
    for (const breakpoint of [...inSources, ...others]) forgetHits(breakpoint, from);
  }

  /** Replaces the breakpoints of a file. Lines and columns are zero-based. */
  setSource(
    definition: Definition,
    requested: readonly DebugProtocol.SourceBreakpoint[],
  ): Resolved[] {
    const byPlace = new Map<string, Breakpoint[]>();
    const resolved = requested.map((wanted) => this.#resolve(definition, wanted));
    for (const { breakpoint, place } of resolved) {
      if (!breakpoint || !place) continue;
      for (const phase of place.phases) {
        const key = placeKey(place.id, phase);
        byPlace.set(key, [...(byPlace.get(key) ?? []), breakpoint]);
      }
    }
    this.#bySource.set(definition.path, byPlace);
    return resolved;
  }

  /** `states` are the states of the run's definitions, to tell which names are unknown. */
  setFunctions(
    requested: readonly DebugProtocol.FunctionBreakpoint[],
    isKnown: (matches: ReturnType<typeof statePattern>) => boolean,
  ): DebugProtocol.Breakpoint[] {
    const made: FunctionBreakpoint[] = [];
    const answers = requested.map((wanted): DebugProtocol.Breakpoint => {
      const { name } = wanted;
      try {
        const breakpoint = makeBreakpoint(this.#nextId++, wanted);
        const matches = statePattern(name);
        made.push({ breakpoint, name, matches });
        if (isKnown(matches)) return { id: breakpoint.id, verified: true };
        const message = `No state is called "${name}". Write a state's name, a pattern such as Validate*, type:Choice or resource:*sqs*.`;
        return { id: breakpoint.id, verified: false, message };
      } catch (error) {
        return { verified: false, message: messageOf(error) };
      }
    });
    this.#functions = made;
    return answers;
  }

  setFilters(
    requested: readonly { readonly filterId: string; readonly condition?: string }[],
  ): DebugProtocol.Breakpoint[] {
    const made: ExceptionFilter[] = [];
    const answers = requested.map(({ filterId, condition }): DebugProtocol.Breakpoint => {
      if (!isExceptionFilter(filterId)) {
        const known = exceptionFilters.map(({ filter }) => filter).join(', ');
        return {
          verified: false,
          message: `There is no filter "${filterId}"; there are ${known}.`,
        };
      }
      const filter = makeExceptionFilter(this.#nextId++, filterId, condition);
      made.push(filter);
      return { id: filter.id, verified: true };
    });
    this.#filters = made;
    return answers;
  }

  setData(requested: readonly DebugProtocol.DataBreakpoint[]): DebugProtocol.Breakpoint[] {
    const made: DataBreakpoint[] = [];
    const answers = requested.map((wanted): DebugProtocol.Breakpoint => {
      const variable = variableOfDataId(wanted.dataId);
      if (variable === undefined) {
        return { verified: false, message: 'Only workflow variables can be watched for changes.' };
      }
      try {
        const breakpoint = makeBreakpoint(this.#nextId++, wanted);
        made.push({ breakpoint, variable });
        return { id: breakpoint.id, verified: true };
      } catch (error) {
        return { verified: false, message: messageOf(error) };
      }
    });
    this.#data = made;
    return answers;
  }

  #resolve(definition: Definition, wanted: DebugProtocol.SourceBreakpoint): Resolved {
    const place = placeAtLine(definition, wanted.line, wanted.column);
    if (!place) {
      const message =
        "No state is on this line: set the breakpoint on a state's name or one of its fields.";
      return { breakpoint: undefined, place, message };
    }
    try {
      const breakpoint = makeBreakpoint(this.#nextId++, wanted);
      return { breakpoint, place, message: undefined };
    } catch (error) {
      return { breakpoint: undefined, place, message: messageOf(error) };
    }
  }
}

export function describePlace({ state, field }: Place): string {
  return field === undefined ? state.name : `${state.name} ▸ ${field}`;
}

/** The id by which a client names a workflow variable to watch. */
export function dataIdOf(variable: string): string {
  return `variable:${variable}`;
}

function variableOfDataId(dataId: string): string | undefined {
  return /^variable:(.+)/su.exec(dataId)?.[1];
}

function placeKey(stateId: string, phase: string): string {
  return `${phase} ${stateId}`;
}
