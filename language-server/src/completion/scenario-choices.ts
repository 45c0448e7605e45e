import { readFileSync } from 'node:fs';
import {
  isAslName,
  parse,
  type Range,
  type SourceNode,
  type State,
  valueOf,
  walkStates,
} from '@stepthrough/asl';
import type { Snippet } from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import { member } from '@stepthrough/json';
import type { Session } from '../feature.ts';
import { fileName, type Files } from '../files.ts';
import { machineOf, type OpenDocument } from '../open-document.ts';
import { machineName, machinesOf } from '../scenarios.ts';
import type { Choice } from './choice.ts';
import { type Cursor, cursorIn } from './cursor.ts';
import { handlerChoices } from './handler-choices.ts';
import { returnedMembers, scenarioValues } from './scenario-values.ts';
import { literal } from './state-choices.ts';

/** What can stand in a scenario file: the fields of its schema, and names from the machines beside it. */
export function scenarioChoices(
  { files, services, scenarioSchema: schemaFile }: Session,
  file: OpenDocument,
  offset: number,
): (readonly [Cursor, Choice])[] {
  const cursor = scenarioCursor(file, offset);
  if (!cursor) return [];
  const schemas = schemasAt(schemaFile === undefined ? [] : [readSchema(schemaFile)], cursor);
  const choices: Choice[] = [];
  const known = { services, states: statesOf(files, file) };
  if (cursor.place !== 'value') {
    choices.push(
      ...fieldsOf(schemas, cursor),
      ...testedStates(files, cursor),
      ...returnedMembers(cursor, known),
    );
  }
  if (cursor.place !== 'key') {
    choices.push(
      ...valuesOf(schemas),
      ...namesFor(files, cursor),
      ...scenarioValues(cursor, known),
      ...handlerChoices(files, cursor),
    );
  }
  return choices.map((choice) => [cursor, choice]);
}

function scenarioCursor(file: OpenDocument, offset: number): Cursor | undefined {
  return cursorIn(file, offset, file.syntax, (text) =>
    machineOf(parse(text, file.syntax, file.known), { range: { start: 0, end: text.length } }, {}),
  );
}

/** The field of a scenario whose key holds the offset, with its doc. */
export function scenarioFieldAt(
  file: OpenDocument,
  offset: number,
  schemaFile: string | undefined,
): { readonly name: string; readonly doc: string; readonly range: Range } | undefined {
  const cursor = scenarioCursor(file, offset);
  const key = cursor?.place === 'key' ? cursor.property?.key : undefined;
  if (!cursor || !key || schemaFile === undefined) return undefined;
  const [doc] = schemasAt([readSchema(schemaFile)], cursor).flatMap(
    ({ properties = {} }) => member(properties, key.value)?.description ?? [],
  );
  return doc === undefined ? undefined : { name: key.value, doc, range: key.range };
}

interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
}

const schemas = new Map<string, Schema>();

function readSchema(path: string): Schema {
  const known = schemas.get(path) ?? (JSON.parse(readFileSync(path, 'utf8')) as Schema);
  schemas.set(path, known);
  return known;
}

function schemasAt(roots: readonly Schema[], { steps }: Cursor): readonly Schema[] {
  let here = roots.flatMap(alternatives);
  for (const { at } of steps) {
    here = here.flatMap((schema) => inner(schema, at)).flatMap(alternatives);
  }
  return here;
}

function alternatives(schema: Schema): readonly Schema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

function inner(schema: Schema, at: string | number): readonly Schema[] {
  if (typeof at === 'number') return schema.items ? [schema.items] : [];
  const { properties = {}, additionalProperties } = schema;
  const property = member(properties, at);
  if (property) return [property];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

function fieldsOf(at: readonly Schema[], { container, property }: Cursor): Choice[] {
  const present = new Set(
    container?.kind === 'object'
      ? container.properties.filter((each) => each !== property).map(({ key }) => key.value)
      : [],
  );
  return at.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties)
      .filter(([name]) => !present.has(name))
      .map(([name, schema]): Choice => ({
        label: name,
        kind: CompletionItemKind.Field,
        doc: schema.description,
        insert: { as: 'member', key: name, value: snippetOf(schema) },
        rank: required.includes(name) ? 1 : 5,
      })),
  );
}

function snippetOf(schema: Schema): Snippet {
  const [first = {}] = alternatives(schema);
  if (first.enum) return `\${1|${first.enum.join(',')}|}`;
  const { properties = {} } = first;
  switch (first.type) {
    case 'object': {
      const needed = (first.required ?? []).map((name) => [
        name,
        snippetOf(member(properties, name) ?? {}),
      ]);
      return needed.length === 0 ? '={ $1 }' : (Object.fromEntries(needed) as Snippet);
    }
    case 'array':
      return first.items ? [snippetOf(first.items)] : '=[$1]';
    case 'boolean':
      return '=${1|true,false|}';
    case 'number':
      return '=${1:1}';
    case undefined:
    default:
      return '${1:value}';
  }
}

function valuesOf(at: readonly Schema[]): Choice[] {
  const values = at.flatMap((schema) => [
    ...(schema.enum ?? []).map((value) => literal(value)),
    ...(schema.type === 'boolean' ? ['=true', '=false'] : []),
  ]);
  return values.map((value) => ({
    label: value.replace(/^=/, ''),
    kind: CompletionItemKind.EnumMember,
    insert: { as: 'value', value },
  }));
}

/** Names that a field refers to, by what the field is called. */
function namesFor(files: Files, cursor: Cursor): Choice[] {
  const path = cursor.steps.map(({ at }) => at).filter((at) => typeof at === 'string');
  const field = path.at(-1) ?? '';
  const isState = field === 'state' || (field === 'path' && path.includes('executions'));
  const names = isState
    ? statesOf(files, cursor.file).map(({ name }) => name)
    : field === 'machine'
      ? machinesOf(files, cursor.file).map(({ uri }) => machineName(uri))
      : field === 'definition'
        ? files.beside(cursor.file.uri).filter(isAslName).map(fileName)
        : field === 'function'
          ? [...statesOf(files, cursor.file).flatMap(functionOf), ...resources(cursor, 'functions')]
          : resources(cursor, member(groups, field) ?? '');
  return [...new Set(names)].map((name) => ({
    label: name,
    kind: CompletionItemKind.Reference,
    insert: { as: 'value', value: literal(name) },
    rank: 1,
  }));
}

const groups: { readonly [field: string]: string } = {
  queue: 'queues',
  api: 'apis',
  bucket: 'buckets',
  table: 'tables',
  topic: 'topics',
  rule: 'rules',
};

/** The keys of a test case of a MockConfigFile are states. */
function testedStates(files: Files, { steps, file, container, property }: Cursor): Choice[] {
  const [first, , third] = steps.map(({ at }) => at);
  if (first !== 'StateMachines' || third !== 'TestCases' || steps.length !== 4) return [];
  const present = new Set(
    container?.kind === 'object' ? container.properties.map(({ key }) => key.value) : [],
  );
  return statesOf(files, file)
    .filter(({ name }) => name === property?.key.value || !present.has(name))
    .map(({ name }) => ({
      label: name,
      kind: CompletionItemKind.Reference,
      insert: { as: 'member', key: literal(name), value: '${1:response}' },
    }));
}

function statesOf(files: Files, file: OpenDocument): readonly State[] {
  return machinesOf(files, file).flatMap(({ machines }) =>
    machines.flatMap(({ document }) => (document.machine ? [...walkStates(document.machine)] : [])),
  );
}

function functionOf(state: State): readonly string[] {
  const request = valueOf(state.node, 'Parameters') ?? valueOf(state.node, 'Arguments');
  const name = request?.kind === 'object' ? valueOf(request, 'FunctionName') : undefined;
  return name?.kind === 'string' ? [name.value.split(':function:').at(-1) ?? name.value] : [];
}

function resources({ open }: Cursor, group: string): readonly string[] {
  const root: SourceNode | undefined = open.document.root;
  const all = root?.kind === 'object' ? valueOf(root, 'resources') : undefined;
  const found = all?.kind === 'object' ? valueOf(all, group) : undefined;
  return found?.kind === 'object' ? found.properties.map(({ key }) => key.value) : [];
}
