/** What is wrong with a run before it begins, in words for the person who asked for it. */
export class SimulationProblem extends Error {
  override readonly name = 'SimulationProblem';
}
