import { errorDoc, notationDocs, statesMembers, stateTypeDocs } from '@stepthrough/catalog';
import { findState, type Range, type State, stringOffsets } from '@stepthrough/asl';
import { type Hover, MarkupKind } from 'vscode-languageserver';
import { member } from '@stepthrough/json';
import { type Cursor, cursorAt } from '../completion/cursor.ts';
import { type Expectation, expectationAt, operandOf } from '../completion/expectation.ts';
import { detailOf } from '../completion/field-choices.ts';
import { parameterDoc } from '../completion/parameter-choices.ts';
import { scenarioFieldAt } from '../completion/scenario-choices.ts';
import { resourceDoc } from '../completion/resource-choices.ts';
import { functionDoc, inMarkdown } from '../function-docs.ts';
import type { Session } from '../feature.ts';
import { plain } from '../markdown.ts';
import { lspRange } from '../lsp-range.ts';
import { machineAt, type OpenDocument, type OpenMachine } from '../open-document.ts';
import { flowOf } from '../shapes/answers.ts';
import { shapeOfReference } from '../shapes/reference-shape.ts';
import { inWords } from '../shapes/shape.ts';
import { isScenario, machinesOf, mentionAt, statesMeant } from '../scenarios.ts';
import { referenceAt } from '../state-names.ts';
import { sameVariable, variableAt } from '../variable-names.ts';

/** What stands at the offset: a state, variable, field, function, error name, or the type of a value. */
export function hover(session: Session, file: OpenDocument, offset: number): Hover | null {
  const found = isScenario(file.uri)
    ? aboutScenario(session, file, offset)
    : aboutMachine(session, file, offset);
  if (!found) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: found.text },
    range: lspRange(file.source, found.range),
  };
}

interface About {
  readonly text: string;
  readonly range: Range;
}

function aboutMachine(session: Session, file: OpenDocument, offset: number): About | undefined {
  const open = machineAt(file.machines, offset);
  if (!open) return undefined;
  return (
    aboutState(open, offset) ??
    aboutVariable(session, file, open, offset) ??
    aboutPlace(session, file, offset)
  );
}

/** A field of a scenario, or a state that it names. */
function aboutScenario(session: Session, file: OpenDocument, offset: number): About | undefined {
  const found = scenarioFieldAt(file, offset, session.scenarioSchema);
  if (found) return { text: paragraphs([bold(found.name), found.doc]), range: found.range };
  const mention = mentionAt(file, offset);
  const states = mention
    ? machinesOf(session.files, file).flatMap((each) => statesMeant(file, each, mention))
    : [];
  const [first] = states;
  return mention && first && { text: stateText(first.state), range: mention.node.range };
}

function aboutState({ document }: OpenMachine, offset: number): About | undefined {
  const reference = referenceAt(document, offset);
  const state = reference && findState(reference.scope, reference.name);
  if (!state) return undefined;
  return { text: stateText(state), range: reference.range };
}

function stateText(state: State): string {
  return paragraphs([
    `${bold(state.name)}: ${state.type ?? 'no type'}`,
    state.comment && plain(state.comment.value),
    leadsTo(state),
  ]);
}

function leadsTo(state: State): string | undefined {
  if (state.end?.value === true) return 'Ends its scope.';
  return state.next && `Goes on to ${plain(state.next.value)}.`;
}

function aboutVariable(
  session: Session,
  file: OpenDocument,
  open: OpenMachine,
  offset: number,
): About | undefined {
  const variable = variableAt(open, offset);
  if (!variable?.home) return undefined;
  const shape = flowOf(session, file, open).variable(variable.name);
  const writers = new Set(
    open.facts
      .variables()
      .writesOf(variable.name)
      .map(({ state }) => state.name),
  );
  const count = sameVariable(open, variable).filter(({ isAssignment }) => !isAssignment).length;
  return {
    text: paragraphs([
      `${bold(`$${variable.name}`)}: ${plain(inWords(shape))}`,
      `Assigned in ${plain([...writers].join(', '))}; read ${count === 1 ? 'once' : `${count} times`}.`,
    ]),
    range: variable.range,
  };
}

function aboutPlace(session: Session, file: OpenDocument, offset: number): About | undefined {
  const cursor = cursorAt(file, offset);
  if (!cursor) return undefined;
  const expectation = expectationAt(cursor);
  if (cursor.place !== 'value') return aboutField(session, cursor, expectation);
  return aboutExpression(session, cursor, expectation) ?? aboutValue(session, cursor, expectation);
}

function aboutField(
  { services }: Session,
  { property }: Cursor,
  expectation: Expectation,
): About | undefined {
  const name = property?.key.value;
  if (name === undefined) return undefined;
  const { expected } = expectation;
  const range = property?.key.range ?? { start: 0, end: 0 };
  if (expected.kind === 'template') {
    const text = parameterDoc(services, expectation, [...expected.path, name]);
    return text === undefined ? undefined : { text, range };
  }
  if (expected.kind !== 'fields') return undefined;
  const info = member(expected.table, name) ?? operandOf(name, expectation.parts);
  if (!info) return undefined;
  return { text: paragraphs([`${bold(name)}: ${detailOf(info)}`, info.doc]), range };
}

function aboutValue(
  { services }: Session,
  { value }: Cursor,
  { expected, field }: Expectation,
): About | undefined {
  if (value?.kind !== 'string') return undefined;
  const { range } = value;
  const docs: { readonly [type: string]: string } = stateTypeDocs;
  const text =
    field === 'Type'
      ? member(docs, value.value)
      : expected.kind === 'value' && expected.info.type === 'resource'
        ? resourceDoc(services, value.value)
        : expected.kind === 'value' && expected.info.type === 'errorNames'
          ? errorDoc(value.value)
          : undefined;
  return text === undefined ? undefined : { text, range };
}

/** A function or a reference inside a string. */
function aboutExpression(
  session: Session,
  { value, file, open, offset, text }: Cursor,
  { state, field }: Expectation,
): About | undefined {
  if (value?.kind !== 'string' || !state) return undefined;
  const offsets = stringOffsets(text, value);
  const index = offsets.findLastIndex((each) => each <= offset);
  for (const match of value.value.matchAll(references)) {
    const end = match.index + match[0].length;
    if (index < match.index || index > end) continue;
    const range = {
      start: offsets[match.index] ?? offset,
      end: (offsets[end - 1] ?? offset) + 1,
    };
    const [found, call] = match;
    if (call !== undefined) {
      const known = functionDoc(call);
      if (!known) return undefined;
      return { text: paragraphs([`**${known.signature}**`, inMarkdown(known)]), range };
    }
    const flow = flowOf(session, file, open);
    // The reference up to the part on which the offset stands.
    const part =
      found.slice(0, index - match.index) +
      (/^[\p{L}\p{N}_$]*/u.exec(found.slice(index - match.index))?.[0] ?? '');
    const readable = flow.readable(state, field);
    const isJsonata = value.value.startsWith('{%');
    const shape = isJsonata ? shapeOfReference(part, readable) : flow.pathShape(part, state, field);
    const doc = shape.doc ?? notationDoc(part, isJsonata);
    return { text: paragraphs([`${bold(part)}: ${plain(inWords(shape))}`, doc]), range };
  }
  return undefined;
}

/** What `$`, `$$`, `$states` and its members mean. */
function notationDoc(part: string, isJsonata: boolean): string | undefined {
  const docs: { readonly [mark: string]: string } =
    notationDocs[isJsonata ? 'JSONata' : 'JSONPath'];
  const [, name] = /^\$states\.(\w+)$/.exec(part) ?? [];
  return name === undefined ? member(docs, part) : member(statesMembers, name)?.doc;
}

const references =
  /(States\.\w+|\$[\p{L}_][\p{L}\p{N}_]*)(?=\s*\()|\$\$?[\p{L}\p{N}_]*(?:\.(?:[\p{L}_][\p{L}\p{N}_]*|`[^`]*`)|\[\d+\])*/gu;

/** A name of the document in bold letters; without letters there is nothing to make bold. */
function bold(name: string): string {
  const shown = plain(name);
  return shown === '' ? '(unnamed)' : `**${shown}**`;
}

function paragraphs(lines: readonly (string | undefined)[]): string {
  return lines.filter((line) => line !== undefined && line !== '').join('\n\n');
}
