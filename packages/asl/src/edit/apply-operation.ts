import { isDeeper } from '@stepthrough/json';
import type { AslDocument } from '../document.ts';
import type { Scope, State } from '../machine.ts';
import { scopeId } from '../graph.ts';
import type { ObjectNode } from '../source/node.ts';
import { maxDepth } from '../source/source.ts';
import { parse } from '../parse.ts';
import { stateById, walkScopes } from '../walk.ts';
import { addItem, addRule } from './add-item.ts';
import { addMachine, addState } from './add-state.ts';
import { connect } from './connect.ts';
import { deleteState } from './delete-state.ts';
import { duplicateState } from './duplicate-state.ts';
import type { Operation } from './operation.ts';
import { reconnect } from './reconnect.ts';
import { removeItem, removeTransition } from './remove-transition.ts';
import { renameState } from './rename-state.ts';
import { removeField, swapItems } from './set-field.ts';
import { CannotSplice } from './splicer.ts';
import { applyTextEdits, type TextEdit } from './text-edit.ts';
import { writeValue } from './write-value.ts';

export type EditOutcome =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly message: string };

/**
 * The fewest text edits that carry out an operation. Everything outside their ranges stays byte for
 * byte; what cannot be done so is refused with a message for the author.
 */
export function applyOperation(document: AslDocument, operation: Operation): EditOutcome {
  try {
    assertShallow(operation);
    const edits = distinct(editsFor(document, operation));
    assertReadable(document, edits);
    return { ok: true, edits };
  } catch (error) {
    if (error instanceof CannotSplice) return { ok: false, message: error.message };
    throw error;
  }
}

function editsFor(document: AslDocument, operation: Operation): readonly TextEdit[] {
  switch (operation.kind) {
    case 'addState':
      if (document.root === undefined) return addMachine(document, operation);
      return addState(document, scopeOf(document, operation.scope), operation);
    case 'deleteState':
      return deleteState(document, stateOf(document, operation.id));
    case 'duplicateState':
      return duplicateState(document, stateOf(document, operation.id), operation.name);
    case 'renameState':
      return renameState(document, stateOf(document, operation.id), operation.name);
    case 'reconnect':
      return reconnect(document, scopeOf(document, operation.scope), operation);
    case 'connect':
      return connect(document, stateOf(document, operation.id), operation.to);
    case 'removeTransition': {
      const { scope, transition } = operation;
      return removeTransition(document, scopeOf(document, scope), transition);
    }
    case 'addRule':
      return addRule(document, stateOf(document, operation.id), operation.to);
    case 'addItem':
      return addItem(document, stateOf(document, operation.id), operation.field);
    case 'removeItem': {
      const { id, field, index } = operation;
      return removeItem(document, stateOf(document, id), field, index);
    }
    case 'setField':
      return writeValue(
        document,
        holderOf(document, operation.id),
        (text) => holderIn(text, operation.id),
        operation.path,
        operation.value,
      );
    case 'removeField':
      return removeField(document, holderOf(document, operation.id), operation.path);
    case 'swapItems': {
      const { id, path, indexes } = operation;
      return swapItems(document, stateOf(document, id).node, path, indexes);
    }
  }
}

/** A value that nests deeper than any document may is refused before it is written. */
function assertShallow(operation: Operation): void {
  const value =
    operation.kind === 'setField'
      ? operation.value
      : operation.kind === 'addState'
        ? operation.fields
        : undefined;
  if (value === undefined || !isDeeper(value, maxDepth)) return;
  throw new CannotSplice(`The value nests more than ${maxDepth} levels deep.`);
}

/** E.g. the text that goes may hold the anchor of an alias that stays. */
function assertReadable(document: AslDocument, edits: readonly TextEdit[]): void {
  const { text, syntax, known } = document;
  const { problems } = parse(applyTextEdits(text, edits), syntax, known);
  const [problem] = problems;
  if (!problem || problems.length <= document.problems.length) return;
  // The text around an embedded definition is another language's, and cannot be read by itself either.
  const { problems: before } = parse(text, syntax, known);
  if (before.length > document.problems.length) return;
  throw new CannotSplice(`The text could not be read after this: ${problem.message}`);
}

/** Through a YAML alias the same place can be reached twice; it is changed once. */
function distinct(edits: readonly TextEdit[]): TextEdit[] {
  const places = new Map(
    edits.map((edit) => [`${edit.range.start}:${edit.range.end}:${edit.newText}`, edit]),
  );
  return [...places.values()];
}

/** What has the fields: a state, or for the empty id the machine. */
function holderOf(document: AslDocument, id: string): ObjectNode {
  return id === '' ? scopeOf(document, '').node : stateOf(document, id).node;
}

function holderIn({ machine }: AslDocument, id: string): ObjectNode | undefined {
  return machine && (id === '' ? machine : stateById(machine, id))?.node;
}

function stateOf(document: AslDocument, id: string): State {
  const state = document.machine && stateById(document.machine, id);
  if (!state) throw new CannotSplice(`There is no state «${id}» any more; the text has changed.`);
  return state;
}

function scopeOf(document: AslDocument, id: string): Scope {
  for (const scope of document.machine ? walkScopes(document.machine) : []) {
    if (scopeId(scope) === id) return scope;
  }
  throw new CannotSplice(
    'The part of the machine to change is not there any more; the text has changed.',
  );
}
