import {
  choiceOperatorDocs,
  type FieldInfo,
  fieldsIn,
  type FieldTable,
  type Snippet,
} from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import type { Expectation } from './expectation.ts';

/** The fields that an object can have and has not yet; the ones it needs come first. */
export function fieldChoices(
  { container, property }: Cursor,
  { language, parts }: Expectation,
  table: FieldTable,
): Choice[] {
  const present = new Set(
    container?.kind === 'object'
      ? container.properties.filter((each) => each !== property).map(({ key }) => key.value)
      : [],
  );
  const isNested = parts.filter((part) => part === 'choiceRule').length > 1;
  // Before its Type is written, nothing else is needed of a state.
  const isTyped = !Object.hasOwn(table, 'Type') || present.has('Type');
  const choices = fieldsIn(table, language)
    .filter(([name, { oneOf, replacedBy }]) => {
      if (isNested && onlyOutermost.has(name)) return false;
      if (present.has(name) || (replacedBy !== undefined && present.has(replacedBy))) return false;
      return !(oneOf ?? []).some((other) => present.has(other));
    })
    .map(([name, info]): Choice => ({
      label: name,
      kind: CompletionItemKind.Field,
      detail: detailOf(info),
      doc: info.doc,
      isDeprecated: info.replacedBy !== undefined,
      insert: { as: 'member', key: name, value: info.snippet },
      rank: rankOf(name, info, isTyped),
    }));
  const isRule = parts.at(-1) === 'choiceRule' && language === 'JSONPath';
  return isRule ? [...choices, ...operatorChoices(present)] : choices;
}

/** Rules inside And, Or and Not only compare. */
const onlyOutermost: ReadonlySet<string> = new Set(['Next', 'Assign', 'Output']);

function rankOf(
  name: string,
  { required, oneOf, replacedBy }: FieldInfo,
  isTyped: boolean,
): number {
  if (!isTyped) return name === 'Type' ? 1 : 5;
  if (replacedBy !== undefined) return 8;
  return required || oneOf ? 1 : 5;
}

function operatorChoices(present: ReadonlySet<string>): Choice[] {
  if ([...present].some((name) => Object.hasOwn(choiceOperatorDocs, name))) return [];
  return Object.entries(choiceOperatorDocs).map(([name, { doc, operand }]) => ({
    label: name,
    kind: CompletionItemKind.Operator,
    detail: operand,
    doc,
    insert: { as: 'member', key: name, value: operandSnippets[operand] },
    rank: 6,
  }));
}

const operandSnippets: { readonly [operand: string]: Snippet } & Record<
  (typeof choiceOperatorDocs)[string]['operand'],
  Snippet
> = {
  String: '${1:text}',
  Numeric: '=${1:0}',
  Timestamp: '${1:2030-01-31T09:00:00Z}',
  Boolean: '=${1|true,false|}',
  Path: String.raw`\$.${'$'}{1:field}`,
  Pattern: '${1:prefix*}',
};

export function detailOf({ type, required, default: otherwise, language }: FieldInfo): string {
  const parts: (string | undefined)[] = [
    type,
    required ? 'required' : undefined,
    otherwise === undefined ? undefined : `default ${otherwise}`,
    language === 'both' ? undefined : `${language} only`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
