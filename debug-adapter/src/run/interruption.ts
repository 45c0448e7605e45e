/** What ends a movement before it has come to its goal: a pause, or the end of the run. */
export class Interruption {
  #isPauseWanted = false;
  #isFinal = false;
  /** Ends the present waiting, if there is one: a pause does not wait for what takes long. */
  #stopWaiting: (() => void) | undefined;

  get isWanted(): boolean {
    return this.#isPauseWanted || this.#isFinal;
  }

  /** Nothing happens any more. */
  get isFinal(): boolean {
    return this.#isFinal;
  }

  /** A pause is meant for the movement in which it is asked for, not for the next one. */
  beginMovement(): void {
    this.#isPauseWanted = false;
  }

  pause(): void {
    this.#isPauseWanted = true;
    this.#stopWaiting?.();
  }

  end(): void {
    this.#isFinal = true;
    this.#stopWaiting?.();
  }

  /** Whether something is settled before an interruption is wanted. */
  async isInTime(awaited: Promise<unknown>): Promise<boolean> {
    if (this.isWanted) return false;
    return new Promise<boolean>((resolve) => {
      this.#stopWaiting = () => {
        resolve(false);
      };
      const settled = (): void => {
        resolve(true);
      };
      awaited.then(settled, settled);
    });
  }
}
