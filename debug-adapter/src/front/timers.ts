/** Real time, or the time of a test. */
export interface Timers {
  /** Does something after so many milliseconds, unless the function that it gives is called before. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Timers that keep no process alive. */
export const realTimers: Timers = {
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
