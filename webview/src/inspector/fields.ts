/** The fields of each type of state as a form: from the catalog, in the form's groups. */
import type { Json, QueryLanguage, StateType } from '@stepthrough/asl';
import {
  type FieldInfo,
  type FieldType,
  fieldsIn,
  type Snippet,
  stateFields,
} from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import type { FieldKind } from './value-text.ts';

export interface FieldRow {
  readonly name: string;
  readonly kind: FieldKind;
  readonly hint: string;
  readonly values: readonly string[] | undefined;
  /** What the field begins with when it is added. */
  readonly starter: Json;
  /** Shown also while it is not written. */
  readonly isMain: boolean;
}

interface FieldGroup {
  readonly title: 'Configuration' | 'Input' | 'Output';
  readonly rows: readonly FieldRow[];
}

function fieldGroups(type: StateType, language: QueryLanguage): readonly FieldGroup[] {
  const rows = fieldsIn(stateFields[type], language)
    .filter(([name]) => !ownFields.has(name))
    .map(([name, info]) => rowOf(name, info));
  return (['Configuration', 'Input', 'Output'] as const).map((title) => ({
    title,
    rows: rows.filter(({ name }) => (member(groups, name) ?? 'Configuration') === title),
  }));
}

const groups: { readonly [name: string]: FieldGroup['title'] } = {
  InputPath: 'Input',
  Parameters: 'Input',
  Arguments: 'Input',
  ResultSelector: 'Output',
  ResultPath: 'Output',
  OutputPath: 'Output',
  Output: 'Output',
  Assign: 'Output',
};

/** Fields that have parts of the form of their own. */
const ownFields: ReadonlySet<string> = new Set([
  ...['Type', 'Comment', 'Next', 'End', 'Default', 'Choices'],
  ...['Retry', 'Catch', 'Branches', 'ItemProcessor', 'Iterator'],
]);

/** The fields of a state as they are shown: what is written or always offered, and what can be added. */
interface ShownFields {
  readonly groups: readonly {
    readonly title: FieldGroup['title'];
    readonly shown: readonly FieldRow[];
    readonly absent: readonly FieldRow[];
  }[];
  /** Written, but no field of this type of state. */
  readonly others: readonly Pick<FieldRow, 'name' | 'kind' | 'hint' | 'values'>[];
}

export function shownFields(
  type: StateType | undefined,
  language: QueryLanguage,
  written: ReadonlySet<string>,
): ShownFields {
  const groups = type ? fieldGroups(type, language) : [];
  const known = new Set(groups.flatMap(({ rows }) => rows.map(({ name }) => name)));
  const isShown = ({ name, isMain }: FieldRow): boolean =>
    written.has(name) || (isMain && !written.has(`${name}Path`));
  return {
    groups: groups.map(({ title, rows }) => ({
      title,
      shown: rows.filter(isShown),
      absent: rows.filter((row) => !isShown(row)),
    })),
    others: [...written]
      .filter((name) => !known.has(name) && !ownFields.has(name))
      .map((name) => ({ name, kind: 'json', hint: '', values: undefined })),
  };
}

function rowOf(name: string, info: FieldInfo): FieldRow {
  return {
    name,
    kind: kinds[info.type] ?? 'json',
    hint: info.doc,
    values: info.values,
    starter: starterOf(info.snippet),
    isMain: info.required === true || name === 'Error' || name === 'Cause',
  };
}

/** What is not here is typed as JSON. */
const kinds: { readonly [T in FieldType]?: FieldKind } = {
  string: 'text',
  resource: 'text',
  stateName: 'text',
  timestamp: 'text',
  path: 'path',
  referencePath: 'path',
  integer: 'number',
  number: 'number',
};

/** The value that a snippet gives when nothing is typed at its stops. */
function starterOf(snippet: Snippet): Json {
  if (Array.isArray(snippet)) return snippet.map((item: Snippet) => starterOf(item));
  if (typeof snippet === 'object' && snippet !== null) {
    return Object.fromEntries(
      Object.entries(snippet).map(([name, inner]: [string, Snippet]) => [
        String(starterOf(name)),
        starterOf(inner),
      ]),
    );
  }
  if (typeof snippet !== 'string') return snippet;
  const text = snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/\\(.)/g, '$1');
  return text.startsWith('=') ? (JSON.parse(text.slice(1)) as Json) : text;
}
