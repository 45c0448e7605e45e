import type { Range, Syntax } from '@stepthrough/asl';
import {
  isDefinition,
  machineAt,
  openMachines,
  type OpenDocument,
  type OpenMachine,
} from '../open-document.ts';
import { tailOf } from '../tail.ts';
import { locate, type Place } from './locate.ts';
import { repair, type Repaired } from './repair.ts';

/** Where in a definition the cursor stands, in a text that may be half typed. */
export interface Cursor extends Place {
  readonly file: OpenDocument;
  /** The definition, read from the text with what is missing at the cursor. */
  readonly open: OpenMachine;
  readonly text: string;
  readonly offset: number;
  /** The characters of the file that a choice replaces. */
  readonly replaced: Range;
}

/** The cursor in a state machine; `undefined` outside of one, and where nothing can be offered. */
export function cursorAt(file: OpenDocument, offset: number): Cursor | undefined {
  const isWhole = isDefinition(file);
  // A file that is a definition is read once, with what is missing at the cursor.
  const syntax = isWhole ? file.syntax : machineAt(file.machines, offset)?.document.syntax;
  return cursorIn(file, offset, syntax ?? file.syntax, (text) => {
    const { machines } =
      text === file.text
        ? file
        : { machines: openMachines(text, file.syntax, isWhole, {}, file.known) };
    return machineAt(machines, offset);
  });
}

/** The cursor in a text that `read` makes a node tree of, once what is missing there is added. */
export function cursorIn(
  file: OpenDocument,
  offset: number,
  syntax: Syntax,
  read: (text: string) => OpenMachine | undefined,
): Cursor | undefined {
  const repaired = repair(file.text, syntax, offset);
  const open = read(repaired.text);
  if (!open || isInComment(open, offset)) return undefined;
  const place = locate(open.document, repaired.text, offset);
  if (!place || (file.syntax === 'yaml' && isInIndentation(file, offset))) return undefined;
  const range = wordAround(repaired.text, offset, place, open.document.syntax === 'yaml');
  return { ...place, file, open, text: repaired.text, offset, replaced: original(range, repaired) };
}

/** Before the text of a line of YAML nothing can be written without moving it. */
function isInIndentation({ text, lines }: OpenDocument, offset: number): boolean {
  const isBefore = /^[ ]*(?:- *)*$/.test(text.slice(lines.startOf(offset), offset));
  return isBefore && /^(?:[ \t]+[^\s#]|-\s)/.test(text.slice(offset, offset + 200));
}

function isInComment({ document: { comments } }: OpenMachine, offset: number): boolean {
  return comments.some(({ range }) => range.start < offset && offset <= range.end);
}

/** The string or word under the cursor. */
function wordAround(text: string, offset: number, place: Place, isYaml: boolean): Range {
  const node = place.place === 'value' ? place.value : place.property?.key;
  if (node && node.kind !== 'object' && node.kind !== 'array') {
    const { start, end } = node.range;
    if (start < end && start <= offset && offset <= end) return { start, end };
  }
  const word = tailOf(text, offset, isYaml ? /^[^\s:,[\]{}"'#]+$/ : /^[\w.$]$/);
  return { start: offset - word.length, end: offset };
}

/** A range of the repaired text as it is in the file. */
function original({ start, end }: Range, { at, length }: Repaired): Range {
  const back = (offset: number): number => (offset <= at ? offset : Math.max(at, offset - length));
  return { start: back(start), end: back(end) };
}
