/**
 * Shapes of a file's parts as data. The checks, the reader and the JSON Schema are made of them, and so
 * are the types: `Infer<typeof queue>` is what the reader gives for a node that fits the shape `queue`.
 */
import type { Json, JsonObject } from '@stepthrough/json';
import type { Milliseconds } from './duration.ts';

export type Shape =
  | JsonShape
  | RecordShape
  | TextShape
  | NamesShape
  | NumberShape
  | CountShape
  | BooleanShape
  | DurationShape
  | ListShape
  | MapShape
  | ObjectShape;

/** Any JSON. */
export interface JsonShape {
  readonly is: 'json';
  readonly doc?: string;
  readonly check?: Check;
}

/** Any JSON object. */
export interface RecordShape {
  readonly is: 'record';
  readonly doc?: string;
  readonly check?: Check;
}

export interface TextShape<V extends string = string> {
  readonly is: 'text';
  readonly doc?: string;
  readonly values?: readonly V[];
  /** The text names something that `resources` declares. */
  readonly refers?: ResourceKind;
  readonly check?: Check;
}

/** A text, or a list of texts. */
export interface NamesShape {
  readonly is: 'names';
  readonly doc?: string;
}

export interface NumberShape {
  readonly is: 'number';
  readonly doc?: string;
}

/** A number, or limits of one. */
export interface CountShape {
  readonly is: 'count';
  readonly doc?: string;
}

export interface BooleanShape {
  readonly is: 'boolean';
  readonly doc?: string;
}

/** Written as `30s` or a number of seconds, read in milliseconds. */
export interface DurationShape {
  readonly is: 'duration';
  readonly doc?: string;
}

export interface ListShape<S extends Shape = Shape> {
  readonly is: 'list';
  readonly doc?: string;
  readonly of: S;
}

export interface MapShape<S extends Shape = Shape> {
  readonly is: 'map';
  readonly doc?: string;
  readonly of: S;
  readonly keys?: ResourceKind;
}

export interface ObjectShape<F extends Fields = Fields> {
  readonly is: 'object';
  readonly doc?: string;
  readonly fields: F;
  /** Names of fields of which exactly one is there. */
  readonly oneOf?: readonly string[];
}

/** What is wrong with a value, in words; `undefined` when nothing is. */
type Check = (value: Json) => string | undefined;

/** The maps of `resources` whose names are referred to. */
export type ResourceKind =
  'queues' | 'apis' | 'functions' | 'rules' | 'topics' | 'buckets' | 'tables';

export interface Fields {
  readonly [name: string]: Field;
}

/** A field may be left out, unless it is required; with a default, the reader puts it in. */
export type Field = Shape & {
  readonly required?: true;
  /** As the author of a file would write it. */
  readonly default?: Json;
};

/** Limits of a number. */
export interface Limits {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly lessThan?: number;
  readonly moreThan?: number;
}

export type Count = number | Limits;

/** What the reader gives for a node of this shape. */
export type Infer<S> = S extends { readonly is: 'json' }
  ? Json
  : S extends { readonly is: 'record' }
    ? JsonObject
    : S extends TextShape<infer V>
      ? V
      : S extends { readonly is: 'names' }
        ? string | readonly string[]
        : S extends { readonly is: 'number' }
          ? number
          : S extends { readonly is: 'count' }
            ? Count
            : S extends { readonly is: 'boolean' }
              ? boolean
              : S extends { readonly is: 'duration' }
                ? Milliseconds
                : S extends { readonly is: 'list'; readonly of: infer I }
                  ? readonly Infer<I>[]
                  : S extends { readonly is: 'map'; readonly of: infer V }
                    ? { readonly [name: string]: Infer<V> }
                    : S extends { readonly is: 'object'; readonly fields: infer F }
                      ? InferFields<F>
                      : never;

/** Fields that are always there, because they must be or have a default, and those that may be. */
type InferFields<F> = Flat<
  { readonly [K in Present<F>]: Infer<F[K]> } & {
    readonly [K in Exclude<keyof F, Present<F>>]?: Infer<F[K]>;
  }
>;

type Present<F> = {
  [K in keyof F]: F[K] extends { readonly required: true } | { readonly default: Json } ? K : never;
}[keyof F];

type Flat<T> = { readonly [K in keyof T]: T[K] };
