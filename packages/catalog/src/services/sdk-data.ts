/** The form of the files in `generated`, which `scripts/generate.ts` writes. */

/** `index.json`. */
export interface SdkIndex {
  /** Of the models, `YYYY-MM`. */
  readonly date: string;
  /** Every service by the name that follows `aws-sdk:`. */
  readonly services: {
    readonly [service: string]: {
      readonly title: string;
      /** First part of the service's error names, e.g. `DynamoDb`. */
      readonly prefix: string;
      /** Whether AWS has no model of it any more; its last one is here. */
      readonly isRetired?: true;
    };
  };
}

/** `SERVICE.docs.json` of services often used: the first sentence about each action and each member of its request. */
export interface ServiceDescriptions {
  readonly [action: string]: readonly [
    text: string,
    members: { readonly [member: string]: string },
  ];
}

/** `SERVICE.json`. */
export interface ServiceShapes {
  /** Input and output of each action: a place in `shapes`. */
  readonly actions: { readonly [action: string]: readonly [input: ShapeRef, output: ShapeRef] };
  readonly shapes: readonly ShapeCode[];
}

/** A place in `shapes`, or a letter: `s`tring, `b`oolean, `i`nteger, `n`umber, `t`imestamp, `B`lob, `a`ny. */
export type ShapeRef = number | string;

/**
 * `[item]` is a list, `['', value]` a map, `['=', …]` a string with its values, `['~', pattern]` one that matches a
 * regular expression with the flags `su`; an object has the members, those required marked by `!`.
 */
export type ShapeCode =
  | readonly ['=', ...values: string[]]
  | readonly ['~', pattern: string]
  | readonly [item: ShapeRef]
  | readonly ['', value: ShapeRef]
  | readonly []
  | { readonly [member: string]: ShapeRef };
