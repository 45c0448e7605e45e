/** The form of the files in `generated`, which `scripts/generate.ts` writes. */

/** `index.json`: every service by the name that follows `aws-sdk:`. */
export interface SdkIndex {
  readonly [service: string]: {
    readonly title: string;
    /** First part of the service's error names, e.g. `DynamoDb`. */
    readonly prefix: string;
    readonly actions: readonly string[];
  };
}

/** `SERVICE.json`. */
export interface ServiceShapes {
  /** Input and output of each action: a place in `shapes`. */
  readonly actions: { readonly [action: string]: readonly [input: ShapeRef, output: ShapeRef] };
  readonly shapes: readonly ShapeCode[];
}

/** A place in `shapes`, or a letter: `s`tring, `b`oolean, `i`nteger, `n`umber, `t`imestamp, `B`lob, `a`ny. */
export type ShapeRef = number | string;

/** `[item]` is a list, `['', value]` a map; an object has the members, those required marked by `!`. */
export type ShapeCode =
  | readonly [item: ShapeRef]
  | readonly ['', value: ShapeRef]
  | readonly []
  | { readonly [member: string]: ShapeRef };
