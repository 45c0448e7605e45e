export { isAddress } from './eventbridge/addresses.ts';
export { matchesPattern, patternProblem } from './eventbridge/pattern.ts';
export { nextScheduleTime, scheduleProblem } from './eventbridge/schedule.ts';
export { fillTemplate, placesIn, valueAt } from './eventbridge/template.ts';
export { fill, fillShape } from './fill.ts';
export { action } from './form/answers.ts';
export { beginningNames, timedEvent, type Beginning } from './form/starts.ts';
export { emptyScenario, placeIn } from './model.ts';
export type {
  Action,
  Answer,
  Api,
  Authorizer,
  Consumer,
  Endpoint,
  EventSource,
  Expectation,
  ExpectedAnswer,
  Fault,
  FaultyCalls,
  Job,
  LambdaFunction,
  Notification,
  Pipe,
  Place,
  Queue,
  Reaction,
  Reply,
  Resources,
  Route,
  Rule,
  Scenario,
  Start,
  Table,
  TimedEvent,
  Topic,
  User,
  ValidationMode,
} from './model.ts';
export { linesOf } from './places.ts';
export { SimulationProblem } from './problem.ts';
export { readScenario } from './read.ts';
export type { ScenarioDocument, ScenarioProblem } from './read.ts';
export { scenarioSchema } from './scenario-schema.ts';
export { milliseconds, type Milliseconds } from './shape/duration.ts';
export type { Count, Infer, Shape } from './shape/shape.ts';
export { stageVariable, variableProblem } from './stage-variables.ts';
export { selectTestCase } from './test-case.ts';
