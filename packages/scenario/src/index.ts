export { matchesPattern, patternProblem } from './eventbridge/pattern.ts';
export { nextScheduleTime, scheduleProblem } from './eventbridge/schedule.ts';
export { fillTemplate, valueAt } from './eventbridge/template.ts';
export { fill } from './fill.ts';
export { scenarioSchema } from './json-schema.ts';
export { parsed, textOf } from './json-text.ts';
export { emptyScenario, placeIn } from './model.ts';
export type {
  Answer,
  Consumer,
  FaultyCalls,
  Reply,
  Scenario,
  Start,
  TimedEvent,
  ValidationMode,
} from './model.ts';
export { linesOf } from './places.ts';
export { SimulationProblem } from './problem.ts';
export { readScenario } from './read.ts';
export type { ScenarioDocument, ScenarioProblem } from './read.ts';
export { stageVariable } from './stage-variables.ts';
export { selectTestCase } from './test-case.ts';
