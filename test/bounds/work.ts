import { type Profiler, Session } from 'node:inspector';

/**
 * How often the functions and blocks of the process ran during some work, as V8 counts them: much the same
 * in every run, however busy the machine is. What the engine itself does, such as searching in a text, is
 * not counted, and neither are functions that have been thrown away by then.
 */
export async function workOf(run: () => unknown): Promise<number> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  try {
    await run();
    return countIn(session);
  } finally {
    session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}

function countIn(session: Session): number {
  let result: readonly Profiler.ScriptCoverage[] = [];
  session.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error) throw error;
    ({ result } = coverage);
  });
  return result
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { count }) => sum + count, 0);
}
