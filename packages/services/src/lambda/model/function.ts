/** One function as a value: its versions, its aliases, and how it may be invoked. */
import type { JsonObject } from '@stepthrough/json';
import type { SortedMap } from '@stepthrough/collections';

/** The version whose code and settings can be changed. */
export const unpublished = '$LATEST';

export interface LambdaFunction {
  readonly name: string;
  /** By the scenario, which knows no versions and aliases: each name of one that is not there means `latest`. */
  readonly isDeclared: boolean;
  readonly latest: Version;
  /** By their numbers, oldest first. */
  readonly published: readonly Version[];
  /** The number given last; it is not given again. */
  readonly lastVersion: number;
  readonly aliases: SortedMap<string, Alias>;
  /** Reserved: how many invocations there may be at once. */
  readonly concurrency: number | undefined;
  /** By version or alias. */
  readonly provisioned: { readonly [qualifier: string]: Provisioned };
  /** Of asynchronous invocations, by version or alias. */
  readonly asynchronous: { readonly [qualifier: string]: AsynchronousSettings };
  /** By version or alias. */
  readonly policies: { readonly [qualifier: string]: readonly JsonObject[] };
  readonly tags: { readonly [key: string]: string };
}

/** Code and settings under one name: `$LATEST`, or a number from 1 on. */
export interface Version {
  readonly version: string;
  readonly description: string;
  /** Seconds; an answer of the scenario may take any time when absent. */
  readonly timeout: number | undefined;
  /** MB. */
  readonly memory: number;
  /** Where events go that have failed for good, by its ARN. */
  readonly deadLetter: string | undefined;
  /** The other members of a FunctionConfiguration, as they are shown. */
  readonly settings: JsonObject;
  readonly code: Code;
  readonly revision: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly status: 'Pending' | 'Active' | 'Updating';
}

export interface Code {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Parts of 1 that other versions get. */
  readonly weights: { readonly [version: string]: number };
  readonly revision: string;
}

export interface Provisioned {
  readonly requested: number;
  readonly modifiedAt: number;
}

export interface AsynchronousSettings {
  /** After the first try; two when absent. */
  readonly retries: number | undefined;
  /** Seconds; six hours when absent. */
  readonly maximumAge: number | undefined;
  /** ARNs. */
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
  readonly modifiedAt: number;
}

/** A version by its number, or the unpublished one. */
export function versionOf(
  { latest, published }: LambdaFunction,
  number: string,
): Version | undefined {
  return number === unpublished ? latest : published.find(({ version }) => version === number);
}
