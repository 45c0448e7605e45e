/**
 * The places of a definition at which a run can stop: the header of each state, and each of its
 * fields that a phase reads.
 */
import {
  queryLanguageOf,
  type AslDocument,
  type Range,
  type State,
  stateId,
  walkStates,
} from '@stepthrough/asl';
import type { Phase } from '@stepthrough/interpreter';
import { member } from '@stepthrough/json';

export interface Place {
  readonly state: State;
  /** `stateId` of the state. */
  readonly id: string;
  /** The phases that read this field; `enter` for the header. */
  readonly phases: readonly Phase[];
  /** The field's key as written; `undefined` for the header. */
  readonly field: string | undefined;
  /** From the key to the end of the value; of the header only the key. */
  readonly range: Range;
}

/** In the order of the text. */
export function placesOf(document: AslDocument): readonly Place[] {
  if (!document.machine) return [];
  return [...walkStates(document.machine)].flatMap(placesOfState).sort(byStart);
}

export function isHeader(place: Place): boolean {
  return place.field === undefined;
}

function placesOfState(state: State): readonly Place[] {
  const id = stateId(state);
  const header: Place = { state, id, phases: ['enter'], field: undefined, range: state.key.range };
  const language = queryLanguageOf(state);
  const fields = state.node.properties.flatMap(({ key, value, range }): Place[] => {
    // A path that takes everything is no step.
    if (/^(?:In|Out)putPath$/.test(key.value) && value?.kind === 'string' && value.value === '$') {
      return [];
    }
    const phases = phasesOfField(state, key.value, language === 'JSONata');
    return phases.length > 0 ? [{ state, id, phases, field: key.value, range }] : [];
  });
  return [header, ...fields];
}

function phasesOfField(state: State, field: string, isJsonata: boolean): readonly Phase[] {
  if (field === 'Output' && !isJsonata) return [];
  return member(phasesByField, field)?.(state) ?? [];
}

/** Which phases read a field. Fields that no phase reads (Comment, Type, TimeoutSeconds, …) are not here. */
const phasesByField: { readonly [field: string]: (state: State) => readonly Phase[] } = {
  InputPath: () => ['inputPath'],
  Parameters: () => ['arguments'],
  Arguments: () => ['arguments'],
  Items: () => ['items'],
  ItemsPath: () => ['items'],
  ItemReader: () => ['items'],
  Resource: () => ['call'],
  ItemProcessor: () => ['call'],
  Iterator: () => ['call'],
  Branches: () => ['call'],
  Choices: () => ['result'],
  // What is waited for is evaluated first; then comes the waiting.
  Seconds: () => ['arguments', 'call'],
  SecondsPath: () => ['arguments', 'call'],
  Timestamp: () => ['arguments', 'call'],
  TimestampPath: () => ['arguments', 'call'],
  Error: ({ type }) => (type === 'Fail' ? ['result', 'next'] : []),
  ErrorPath: ({ type }) => (type === 'Fail' ? ['result', 'next'] : []),
  Result: ({ type }) => (type === 'Pass' ? ['result'] : []),
  Retry: () => ['retry'],
  ResultSelector: () => ['resultSelector'],
  ResultPath: () => ['resultPath'],
  Assign: () => ['assign'],
  Output: () => ['output'],
  OutputPath: () => ['output'],
  Catch: () => ['catch'],
  Next: () => ['next'],
  End: () => ['next'],
};

function byStart(a: Place, b: Place): number {
  return a.range.start - b.range.start;
}
