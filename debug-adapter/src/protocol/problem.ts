/**
 * A request that cannot be done, in words for the person who debugs: what, where, and what would be
 * right. The client shows it; it is the only kind of error whose text leaves the adapter unchanged.
 */
export class RequestProblem extends Error {
  /** Whether the client should show it in a dialog, not only where the request was made. */
  readonly showUser: boolean;

  constructor(message: string, options: { readonly showUser?: boolean } = {}) {
    super(message);
    this.showUser = options.showUser ?? false;
  }
}

/** Any thrown value in one line for a reader. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
