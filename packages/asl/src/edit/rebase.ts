import type { AslDocument } from '../document.ts';
import type { TransitionSource } from '../graph.ts';
import { propertyOf, type Range, type SourceNode } from '../source/node.ts';
import { stateById } from '../walk.ts';
import { applyOperation, type EditOutcome } from './apply-operation.ts';
import type { Operation } from './operation.ts';
import { difference, type TextEdit } from './text-edit.ts';

/**
 * The edits, for a later text, of an operation that was made on an earlier one. They are those that the
 * operation gives there too and that touch nothing that has changed in between; where both cannot be
 * shown, because the operation would change something else or what somebody else has changed, it is
 * refused.
 */
export function applyToLater(
  earlier: AslDocument,
  later: AslDocument,
  operation: Operation,
): EditOutcome {
  if (earlier.text === later.text) return applyOperation(later, operation);
  const meant = applyOperation(earlier, operation);
  if (!meant.ok) return meant;
  /** What the operation gives in the later text, by the form that it has there. */
  const outcomes = new Map<string, EditOutcome>();
  for (const change of changesBetween(earlier.text, later.text)) {
    const there = readdressed(operation, earlier, later, change);
    if (!there) continue;
    // Only indexes differ from one form to the other.
    const form = JSON.stringify({ ...there, value: null, fields: null });
    const outcome = outcomes.get(form) ?? applyOperation(later, there);
    outcomes.set(form, outcome);
    const isSame =
      outcome.ok &&
      outcome.edits.length === meant.edits.length &&
      outcome.edits.every((edit, index) => isMoved(meant.edits[index], edit, change));
    if (isSame) return outcome;
  }
  return { ok: false, message: overtaken };
}

/**
 * The change that makes one text of another, in all forms that it may have had: where a part that was
 * added or taken out begins like what follows it, each of them is as good, and only one of them may keep
 * off the place of an edit.
 */
function* changesBetween(earlier: string, later: string): Generator<TextEdit> {
  let change = difference(earlier, later);
  for (let left = mostForms; left > 0; left -= 1) {
    yield change;
    const { range, newText } = change;
    const before = earlier[range.start - 1];
    const isInsertion = range.start === range.end;
    const last = isInsertion ? newText.at(-1) : earlier[range.end - 1];
    if (before === undefined || before !== last || (!isInsertion && newText !== '')) return;
    change = {
      range: { start: range.start - 1, end: range.end - 1 },
      newText: isInsertion ? before + newText.slice(0, -1) : '',
    };
  }
}

/** A row of a definition has fewer characters in common with the one before it. */
const mostForms = 500;

/** Why an edit is refused whose text has changed in between. */
const overtaken =
  'The text has changed meanwhile where this edit belongs, so it was not made. Look at it again.';

/** Whether an edit is another one at the place to which the change has moved it, with the same text gone. */
function isMoved(before: TextEdit | undefined, after: TextEdit, change: TextEdit): boolean {
  return (
    before?.newText === after.newText &&
    before.range.end - before.range.start === after.range.end - after.range.start &&
    placesAfter(before.range, change).includes(after.range.start)
  );
}

/** Where a range begins after a change that does not touch it; an insertion at its border, on either side. */
function placesAfter({ start, end }: Range, { range, newText }: TextEdit): readonly number[] {
  const places: number[] = [];
  if (end <= range.start) places.push(start);
  if (start >= range.end) places.push(start + newText.length - (range.end - range.start));
  return places;
}

/** Where an item begins after a change that is outside of it or inside it. */
function itemAfter(item: Range, change: TextEdit): readonly number[] {
  const { range } = change;
  const isInside = item.start < range.start && range.end < item.end;
  return isInside ? [item.start] : placesAfter(item, change);
}

/**
 * The operation with the indexes that its items have in the later text; `undefined` when an item is not
 * there any more as it was.
 */
function readdressed(
  operation: Operation,
  earlier: AslDocument,
  later: AslDocument,
  change: TextEdit,
): Operation | undefined {
  const find = (id: string, path: Path): Path | undefined =>
    pathIn(holderOf(earlier, id), holderOf(later, id), path, change);
  switch (operation.kind) {
    case 'setField':
    case 'removeField': {
      const path = find(operation.id, operation.path);
      return path && { ...operation, path };
    }
    case 'swapItems': {
      const { id, path, indexes } = operation;
      const [one, other] = indexes.map((index) => find(id, [...path, index])?.at(-1));
      const list = find(id, path);
      if (!list || typeof one !== 'number' || typeof other !== 'number') return undefined;
      return { ...operation, path: list, indexes: [one, other] };
    }
    case 'removeItem': {
      const { id, field, index: before } = operation;
      const index = find(id, [field, before])?.at(-1);
      return typeof index === 'number' ? { ...operation, index } : undefined;
    }
    case 'reconnect':
    case 'removeTransition': {
      const transition = transitionIn(operation.transition, earlier, later, change);
      return transition && { ...operation, transition };
    }
    case 'addState': {
      if (!operation.on) return operation;
      const on = transitionIn(operation.on, earlier, later, change);
      return on && { ...operation, on };
    }
    case 'connect':
    case 'addRule':
    case 'addItem':
    case 'deleteState':
    case 'duplicateState':
    case 'renameState':
      return operation;
  }
}

type Path = readonly (string | number)[];

const listOf: { readonly [kind in TransitionSource['kind']]?: string } = {
  choice: 'Choices',
  catch: 'Catch',
};

/** The transition with the index that its rule or catcher has in the later text. */
function transitionIn(
  transition: TransitionSource,
  earlier: AslDocument,
  later: AslDocument,
  change: TextEdit,
): TransitionSource | undefined {
  const list = listOf[transition.kind];
  if (list === undefined) return transition;
  const item = objectsIn(earlier, transition.from, list)[transition.index];
  const places = item ? itemAfter(item.range, change) : [];
  const index = objectsIn(later, transition.from, list).findIndex(({ range }) =>
    places.includes(range.start),
  );
  return index === -1 ? undefined : { ...transition, index };
}

/** What the index of a transition counts: the items of a list that are objects. */
function objectsIn(document: AslDocument, id: string, list: string): readonly SourceNode[] {
  const holder = holderOf(document, id);
  const array = holder?.kind === 'object' ? propertyOf(holder, list)?.value : undefined;
  return array?.kind === 'array' ? array.items.filter(({ kind }) => kind === 'object') : [];
}

function holderOf({ machine }: AslDocument, id: string): SourceNode | undefined {
  return machine && (id === '' ? machine : stateById(machine, id))?.node;
}

/** The path with the index of each item in the later text, found by the place of an item that is untouched. */
function pathIn(
  earlier: SourceNode | undefined,
  later: SourceNode | undefined,
  path: Path,
  change: TextEdit,
): Path | undefined {
  const found: (string | number)[] = [];
  let [before, after] = [earlier, later];
  for (const step of path) {
    if (before?.kind === 'array' && after?.kind === 'array' && typeof step === 'number') {
      const item = before.items[step];
      // Past the last one: where another is added.
      if (!item && step === before.items.length) {
        found.push(after.items.length);
        [before, after] = [undefined, undefined];
        continue;
      }
      const places = item ? itemAfter(item.range, change) : [];
      const index = after.items.findIndex(({ range }) => places.includes(range.start));
      if (index === -1) return undefined;
      found.push(index);
      [before, after] = [item, after.items[index]];
    } else {
      found.push(step);
      before = before?.kind === 'object' ? propertyOf(before, String(step))?.value : undefined;
      after = after?.kind === 'object' ? propertyOf(after, String(step))?.value : undefined;
    }
  }
  return found;
}
