/** The shape of a request, an answer or a value inside it. */
export type Shape =
  | StringShape
  | { readonly kind: 'boolean' | 'integer' | 'number' | 'timestamp' | 'blob' | 'any' }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  | ObjectShape;

interface StringShape {
  readonly kind: 'string';
  readonly values?: readonly string[];
  /** What the whole text matches, or a part of it where the expression says by `^` or `$` where it stands. */
  readonly pattern?: string;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** Computed when first asked for, because a shape can hold itself. */
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  readonly doc?: string | undefined;
  /** The only values, where they can be listed. */
  readonly values?: readonly string[];
  /** Whether the service takes text, and Step Functions writes what is given as JSON as its text. */
  readonly isSentAsText?: boolean;
  /** Names that a map must not have. */
  readonly reserved?: RegExp;
}

/** A value of a shape that shows its form: required members only, strings that name themselves. */
export type Sample =
  string | number | boolean | null | readonly Sample[] | { readonly [name: string]: Sample };

export function memberOf(shape: Shape | undefined, name: string): Member | undefined {
  if (shape?.kind !== 'object') return undefined;
  return shape.members.find((member) => member.name === name);
}

/** A value of a shape: all members to a depth, or the required ones alone. */
export function sampleOf(shape: Shape, members: 'all' | 'required', depth = 3): Sample {
  switch (shape.kind) {
    case 'string':
      return shape.values?.[0] ?? 'string';
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    case 'timestamp':
      return '2030-01-31T09:00:00Z';
    case 'blob':
      return 'data';
    case 'any':
      return {};
    case 'list':
      return depth === 0 ? [] : [sampleOf(shape.item, members, depth - 1)];
    case 'map':
      return depth === 0 ? {} : { key: sampleOf(shape.value, members, depth - 1) };
    case 'object':
      return Object.fromEntries(
        (depth === 0 ? [] : shape.members)
          .filter(({ required }) => required || members === 'all')
          .map((member) => [
            member.name,
            member.values?.[0] ?? sampleOf(member.shape, members, depth - 1),
          ]),
      );
  }
}
