import type { Snippet } from './snippet.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** What kind of value a field takes. */
export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'timestamp'
  /** A JSONPath, or null where `nullable`. */
  | 'path'
  | 'referencePath'
  /** JSON whose strings or `.$` fields are evaluated. */
  | 'template'
  /** Any JSON, taken as it is. */
  | 'json'
  | 'resource'
  | 'stateName'
  | 'states'
  | 'scope'
  | 'scopes'
  | 'choiceRules'
  | 'retriers'
  | 'catchers'
  | 'errorNames'
  | 'strings'
  /** An object with fields of its own; `part` names their table. */
  | 'part';

/** A field of the States Language, as completion, hover, forms and checks need it. */
export interface FieldInfo {
  readonly doc: string;
  /** Where it may be used: in either query language, or in one of them alone. */
  readonly language: QueryLanguage | 'both';
  readonly type: FieldType;
  readonly required?: true;
  /** Exactly one of these fields, of which this is one, is needed. */
  readonly oneOf?: readonly string[];
  /** The only values, where they can be listed. */
  readonly values?: readonly string[];
  /** What its absence means, as JSON text. */
  readonly default?: string;
  readonly nullable?: true;
  /** Whether a JSONata state may give a `{% … %}` expression instead of the plain value. */
  readonly takesJsonata?: true;
  /** Whether a path field may hold an intrinsic function call instead. */
  readonly takesIntrinsic?: true;
  /** Whether the strings in it are evaluated as in a template, though its fields are fixed. */
  readonly isEvaluated?: true;
  /** The table of `partFields` for its own fields. */
  readonly part?: string;
  /** The field that replaces it. */
  readonly replacedBy?: string;
  /** The value that completion inserts. */
  readonly snippet: Snippet;
}

export type FieldTable = { readonly [field: string]: FieldInfo };
