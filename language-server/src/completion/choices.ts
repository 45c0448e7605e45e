import { type FieldInfo, fieldsIn, type FieldTable } from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import { member } from '@stepthrough/json';
import type { Session } from '../feature.ts';
import { flowOf } from '../shapes/answers.ts';
import type { Flow } from '../shapes/flow.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import { errorChoices } from './error-choices.ts';
import { type Expectation, expectationAt } from './expectation.ts';
import { expressionChoices } from './expression-choices.ts';
import { fieldChoices } from './field-choices.ts';
import { parameterChoices, parameterValueChoices } from './parameter-choices.ts';
import { resourceChoices } from './resource-choices.ts';
import { visibleVariables } from '../variable-names.ts';
import { literal, newMachineChoices, newStateChoices, stateNameChoices } from './state-choices.ts';

/** Everything that can stand at the cursor, from the sources that know its place. */
export function choicesAt(session: Session, cursor: Cursor): Choice[] {
  const expectation = expectationAt(cursor);
  const { place } = cursor;
  const isEmpty = cursor.file.text.trim() === '';
  if (!cursor.container) return newMachineChoices(cursor);
  return [
    ...(isEmpty ? newMachineChoices(cursor) : []),
    ...(place === 'value' ? [] : keyChoices(session, cursor, expectation)),
    ...(place === 'key' ? [] : valueChoices(session, cursor, expectation)),
  ];
}

function keyChoices({ services }: Session, cursor: Cursor, expectation: Expectation): Choice[] {
  const { expected, scope, language } = expectation;
  switch (expected.kind) {
    case 'fields':
      return fieldChoices(cursor, expectation, expected.table);
    case 'states':
      return newStateChoices(cursor, scope, language);
    case 'template':
      return [
        ...parameterChoices(services, cursor, expectation, expected.path),
        ...variableChoices(cursor, expectation, expected.path),
      ];
    case 'value':
    case 'unknown':
      return [];
  }
}

/** Variables that are assigned already, to assign them again. */
function variableChoices(
  { open, container, property }: Cursor,
  { field, scope, language }: Expectation,
  path: readonly (string | number)[],
): Choice[] {
  if (field !== 'Assign' || path.length > 0 || !scope) return [];
  const others = container?.kind === 'object' ? container.properties : [];
  const present = new Set(
    others.filter((each) => each !== property).map(({ key }) => key.value.replace(/\.\$$/, '')),
  );
  const visible = [...visibleVariables(open, scope)].filter(
    (name) => !present.has(name) && !name.startsWith('\u{E000}') && name !== property?.key.value,
  );
  return visible.map((name) => ({
    label: language === 'JSONata' ? name : `${name}.$`,
    kind: CompletionItemKind.Variable,
    insert: {
      as: 'member',
      key: literal(language === 'JSONata' ? name : `${name}.$`),
      value: language === 'JSONata' ? '{% ${1} %}' : String.raw`\$.${'$'}{1:field}`,
    },
    rank: 1,
  }));
}

function valueChoices(session: Session, cursor: Cursor, expectation: Expectation): Choice[] {
  const { expected } = expectation;
  switch (expected.kind) {
    case 'value':
      return fieldValues(session, cursor, expectation, expected.info);
    case 'template':
      return templateValues(session, cursor, expectation, expected.path);
    case 'fields':
      // Where YAML may begin a value or a key, the fields themselves are offered.
      return cursor.place === 'value' ? [wholeObject(expected.table, expectation)] : [];
    case 'unknown':
      // A field that is not known may still be a dynamic one, as `RoleArn.$` in Credentials.
      return isDynamic(cursor)
        ? expressionChoices(cursor, expectation, flow(session, cursor), 'dollar')
        : [];
    case 'states':
      return [];
  }
}

function flow(session: Session, { file, open }: Cursor): Flow {
  return flowOf(session, file, open);
}

function isDynamic({ property }: Cursor): boolean {
  return property?.key.value.endsWith('.$') ?? false;
}

function fieldValues(
  session: Session,
  cursor: Cursor,
  expectation: Expectation,
  info: FieldInfo,
): Choice[] {
  const { language, scope, state, field } = expectation;
  if (isExpression(cursor)) return jsonataValues(session, cursor, expectation);
  const choices: Choice[] = (info.values ?? []).map((value) => constant(value, info.type));
  if (info.type === 'boolean' && !info.values) {
    choices.push(constant('true', 'boolean'), constant('false', 'boolean'));
  }
  if (info.type === 'stateName') {
    const self = cursor.property?.key.value === 'StartAt' ? undefined : state?.name;
    choices.push(...stateNameChoices(scope, self));
  }
  if (info.type === 'resource')
    choices.push(...resourceChoices(session.services, cursor, expectation));
  if (info.type === 'errorNames') {
    if (expectation.expected.kind === 'value' && expectation.expected.isItem) {
      choices.push(...errorChoices(session, cursor, expectation));
    }
  }
  if (info.type === 'path' || info.type === 'referencePath') {
    const kind = field === 'ErrorPath' || field === 'CausePath' ? 'dollar' : 'path';
    choices.push(...expressionChoices(cursor, expectation, flow(session, cursor), kind));
  }
  if (info.nullable && isBlank(cursor)) choices.push(constant('null', 'json'));
  if (language === 'JSONata' && info.takesJsonata) {
    choices.push(...jsonataValues(session, cursor, expectation));
  }
  const isCompound = typeof info.snippet === 'object' && info.snippet !== null;
  const isItem = expectation.expected.kind === 'value' && expectation.expected.isItem;
  if (isCompound && !isItem && isBlank(cursor)) {
    choices.push({
      label: field,
      kind: CompletionItemKind.Snippet,
      doc: info.doc,
      insert: { as: 'value', value: info.snippet },
    });
  }
  return choices;
}

function isBlank({ value }: Cursor): boolean {
  return !value || value.kind === 'null' || (value.kind === 'string' && value.value === '');
}

function isExpression({ value }: Cursor): boolean {
  return value?.kind === 'string' && value.value.startsWith('{%');
}

function constant(value: string, type: FieldInfo['type']): Choice {
  const isText = type === 'string';
  return {
    label: value,
    kind: isText ? CompletionItemKind.EnumMember : CompletionItemKind.Keyword,
    insert: { as: 'value', value: isText ? literal(value) : `=${value}` },
    rank: 1,
  };
}

function templateValues(
  session: Session,
  cursor: Cursor,
  expectation: Expectation,
  path: readonly (string | number)[],
): Choice[] {
  if (expectation.language === 'JSONata') {
    return [
      ...parameterValueChoices(session.services, expectation, path),
      ...jsonataValues(session, cursor, expectation),
    ];
  }
  if (!isDynamic(cursor)) return parameterValueChoices(session.services, expectation, path);
  return expressionChoices(cursor, expectation, flow(session, cursor), 'dollar');
}

/** Inside `{% %}` what an expression can have; elsewhere the marks themselves. */
function jsonataValues(session: Session, cursor: Cursor, expectation: Expectation): Choice[] {
  const { value } = cursor;
  const text = value?.kind === 'string' ? value.value : '';
  if (text.startsWith('{%') && text !== '{%') {
    return expressionChoices(cursor, expectation, flow(session, cursor), 'jsonata');
  }
  if (value && value.kind !== 'null' && !'{%'.startsWith(text.trim())) return [];
  return [
    {
      label: '{% … %}',
      kind: CompletionItemKind.Snippet,
      detail: 'JSONata expression',
      insert: { as: 'value', value: String.raw`{% ${'$'}{1:\$states.input} %}` },
      rank: 2,
    },
  ];
}

/** The value of a list's next item, or of a field whose parts have names of their own. */
function wholeObject(table: FieldTable, { language, parts }: Expectation): Choice {
  const part = parts.at(-1) ?? '';
  const needed = fieldsIn(table, language).filter(([, { required }]) => required);
  const comparison = { Variable: String.raw`\$.${'$'}{1:field}`, '${2:IsPresent}': '=${3:true}' };
  return {
    label: member(partLabels, part) ?? 'branch',
    kind: CompletionItemKind.Snippet,
    insert: {
      as: 'value',
      value: {
        ...(part === 'choiceRule' && language === 'JSONPath' && comparison),
        ...Object.fromEntries(needed.map(([name, { snippet }]) => [name, snippet])),
      },
    },
  };
}

const partLabels: { readonly [part: string]: string } = {
  choiceRule: 'choice rule',
  retrier: 'retrier',
  catcher: 'catcher',
};
