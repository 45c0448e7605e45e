/** Of several things that are wrong with an expression, which one DynamoDB tells. */

/** `R`: names of ranks; those that stand first in the list are told first. */
export class Problems<R extends string> {
  readonly #ranks: readonly R[];
  readonly #found = new Map<R, string>();

  constructor(ranks: readonly R[]) {
    this.#ranks = ranks;
  }

  /** The first of a rank is kept. */
  add(rank: R, message: string): void {
    if (!this.#found.has(rank)) this.#found.set(rank, message);
  }

  get first(): string | undefined {
    const rank = this.#ranks.find((one) => this.#found.has(one));
    return rank && this.#found.get(rank);
  }
}

export const messages = {
  reserved: (name: string) => `Attribute name is a reserved keyword; reserved keyword: ${name}`,
  undefinedName: (word: string) =>
    `An expression attribute name used in the document path is not defined; attribute name: ${word}`,
  undefinedValue: (word: string) =>
    `An expression attribute value used in expression is not defined; attribute value: ${word}`,
  unknownFunction: (name: string) => `Invalid function name; function: ${name}`,
  operandCount: (name: string, count: number) =>
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
  needsPath: (name: string) =>
    `Operator or function requires a document path; operator or function: ${name}`,
  operandType: (name: string, type: string) =>
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  misused: (name: string) =>
    `The function is not allowed to be used this way in an expression; function: ${name}`,
} as const;
