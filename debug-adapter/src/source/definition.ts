import * as fs from 'node:fs';
import {
  type AslDocument,
  parse,
  type Range,
  readFileText,
  stateAt,
  stateId,
  syntaxOf,
  UnreadableFile,
} from '@stepthrough/asl';
import type { Phase } from '@stepthrough/interpreter';
import { RequestProblem } from '../protocol/problem.ts';
import { lineIndex, type LineIndex } from './line-index.ts';
import { isHeader, type Place, placesOf } from './places.ts';

/** A definition's text with the places at which it can stop, and its lines. */
export interface Definition {
  readonly path: string;
  readonly document: AslDocument;
  readonly lines: LineIndex;
  readonly places: readonly Place[];
  /** The place at which a phase of a state is shown: its own field, or the header. */
  placeOf(stateId: string, phase: Phase): Place | undefined;
}

/** @throws RequestProblem when the file is none that is read */
export function definitionText(path: string): string {
  try {
    return readFileText(fs, path);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new RequestProblem(`${path} cannot be read: ${error.message}.`);
  }
}

export function readDefinition(path: string, text: string): Definition {
  const document = parse(text, syntaxOf(path));
  const places = placesOf(document);
  const byState = new Map<string, Place[]>();
  for (const place of places) {
    const known = byState.get(place.id);
    if (known) known.push(place);
    else byState.set(place.id, [place]);
  }
  return {
    path,
    document,
    lines: lineIndex(text),
    places,
    placeOf: (id, phase) => {
      const own = byState.get(id) ?? [];
      return own.find(({ phases }) => phases.includes(phase)) ?? own.find(isHeader);
    },
  };
}

/** Whether a phase reads a field of the state, or is its header: where a step over fields stops. */
export function hasOwnPlace(definition: Definition, id: string, phase: Phase): boolean {
  return definition.placeOf(id, phase)?.phases.includes(phase) ?? false;
}

/**
 * The place that a breakpoint on a line means: the field that begins on the line, else the field
 * around it, else the header of the state around it; `undefined` outside all states. With a column,
 * the last place that begins at or before it on that line.
 */
export function placeAtLine(
  definition: Definition,
  line: number,
  column: number | undefined,
): Place | undefined {
  const { document, lines, places } = definition;
  const lineStart = lines.offsetAt(line, 0);
  const lineEnd = lines.offsetAt(line, Number.MAX_SAFE_INTEGER);
  const onLine = places.filter(({ range }) => lineStart <= range.start && range.start <= lineEnd);
  if (column !== undefined && onLine.length > 0) {
    const offset = lines.offsetAt(line, column);
    return onLine.findLast(({ range }) => range.start <= offset) ?? onLine[0];
  }
  if (onLine.length > 0) return onLine[0];
  const indent = /\S/.exec(document.text.slice(lineStart, lineEnd))?.index ?? 0;
  const state = stateAt(document, lineStart + indent);
  if (!state) return undefined;
  const own = places.filter(({ id }) => id === stateId(state));
  const around = own.find((place) => !isHeader(place) && holds(place.range, lineStart + indent));
  return around ?? own.find(isHeader);
}

function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}
