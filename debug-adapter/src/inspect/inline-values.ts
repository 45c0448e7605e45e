import { member } from '@stepthrough/json';
import type { InlineValues } from '@stepthrough/protocol';
import type { Definition } from '../source/definition.ts';
import { isHeader, type Place } from '../source/places.ts';
import { type Frame, frameStateId } from './frames.ts';
import { previewOf } from './json-value.ts';

/** What each field of the frame's state has given so far, at the line on which the field begins. */
export function inlineValues(frame: Frame, definition: Definition): InlineValues['values'] {
  const id = frameStateId(frame);
  return definition.places
    .filter((place) => place.id === id)
    .flatMap((place) => {
      const name = namesOf(place).find((known) => member(frame.thread.values, known) !== undefined);
      const value = name === undefined ? undefined : member(frame.thread.values, name);
      if (value === undefined) return [];
      const { line } = definition.lines.positionAt(place.range.start);
      return [{ line, text: ` → ${previewOf(value)}` }];
    });
}

/** The names under which a field's value is kept, as TestState's inspectionData has them. */
function namesOf(place: Place): readonly string[] {
  return isHeader(place) ? ['input'] : (member(valuesByField, place.field ?? '') ?? []);
}

const valuesByField: { readonly [field: string]: readonly string[] } = {
  InputPath: ['afterInputPath'],
  Parameters: ['afterParameters'],
  Arguments: ['afterArguments'],
  Items: ['afterItems', 'afterItemsPath'],
  ItemsPath: ['afterItemsPath'],
  Resource: ['result'],
  ItemProcessor: ['result'],
  Iterator: ['result'],
  Branches: ['result'],
  Result: ['result'],
  ResultSelector: ['afterResultSelector'],
  ResultPath: ['afterResultPath'],
  Assign: ['assigned', 'variables'],
  Output: ['output'],
  OutputPath: ['output'],
  Catch: ['errorOutput'],
};
