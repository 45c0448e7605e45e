import type { Json } from '@stepthrough/json';

/** What an evaluation gives: a value, or the error that a state would end with. */
export type Outcome =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** What compiling a text gives. `index` is the character at which the text goes wrong. */
export type Compiled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly index: number };

/** Thrown inside a parser, and turned into a `Compiled` at its door. */
export class SyntaxFault extends Error {
  readonly index: number;

  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

/** Wraps a parser so that it gives values, never throws, and reads each text only once. */
export function compiler<T>(parse: (text: string) => T): (text: string) => Compiled<T> {
  return remember((text) => attempt(parse, text));
}

/** A function of a text that computes each answer once. */
export function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = compute(text);
    // An editor retypes expressions all day; what has not been asked for lately is cheap to redo.
    if (known.size >= 10_000) known.clear();
    known.set(text, answer);
    return answer;
  };
}

function attempt<T>(parse: (text: string) => T, text: string): Compiled<T> {
  try {
    return { ok: true, value: parse(text) };
  } catch (error) {
    if (error instanceof SyntaxFault) {
      return { ok: false, message: error.message, index: Math.min(error.index, text.length) };
    }
    throw error;
  }
}
