/**
 * Thrown when an evaluation of what a user wrote would take more work or room than it is given. Its
 * message is a sentence for that user; whoever lets an expression in turns it into a value.
 */
export class LimitReached extends Error {}

/** What one evaluation may spend, in units that each take about 20 to 100 nanoseconds. */
const allowance = {
  /** Values that a path, a pattern or a template visits. */
  steps: 2_000_000,
  /** Steps of a regular expression that goes back to try other ways. */
  backtracking: 2_000_000,
  /** Characters of texts times instructions of regular expressions that never go back. */
  matching: 10_000_000,
  /** Characters of texts that are made. */
  text: 16_000_000,
};

type Kind = keyof typeof allowance;

const reasons: { readonly [kind in Kind]: string } = {
  steps: `more than ${allowance.steps.toLocaleString('en')} steps`,
  backtracking: 'more than its share of a regular expression that goes back',
  matching: 'a regular expression over too much text',
  text: `more than ${allowance.text.toLocaleString('en')} characters of text`,
};

/**
 * The work of one evaluation, counted, so that it ends on every machine after the same steps.
 * Counting costs less than a clock, and a replay reaches its limit where the run did.
 */
export class Work {
  readonly #left = { ...allowance };

  /** @throws LimitReached when not that much is left */
  spend(kind: Kind, amount = 1): void {
    this.#left[kind] -= amount;
    if (this.#left[kind] < 0) {
      throw new LimitReached(
        `The evaluation takes ${reasons[kind]}; Stepthrough ends it there, where AWS might go on.`,
      );
    }
  }

  canSpend(kind: Kind, amount: number): boolean {
    return amount <= this.#left[kind];
  }
}
