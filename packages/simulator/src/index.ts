export { Simulation } from './simulation.ts';
export type { ForwardOptions, NextStep, ProgramSource, SimulationOptions } from './simulation.ts';
export type { ExecutionChange, ExecutionView } from './execution-view.ts';
export type { StepReport } from './step-report.ts';
export { SimulationProblem } from './problem.ts';
export { evaluateTemplate } from './evaluation/evaluate-template.ts';
export type { LogEntry, LogKind } from './log.ts';
export type { Environment } from './kernel/environment.ts';
export type { Standing } from './kernel/standing.ts';
export type { OutstandingTask, TaskAnswer, TaskId, World } from './world.ts';

export { loadScenario, readScenario } from './scenario/read.ts';
export type { ScenarioDocument, ScenarioProblem } from './scenario/read.ts';
export { serviceCatalog } from './scenario/service-catalog.ts';
export type { Scenario } from './scenario/model.ts';
export { beginsByItself, listStarts } from './scenario/starts.ts';
export type { StartListing } from './scenario/starts.ts';
export { scenarioSchema } from './scenario/json-schema.ts';

export { loadProgram, ofScenario, scenarioBeside } from './headless/load.ts';
export { runHeadless } from './headless/run.ts';
export type { HeadlessOptions, HeadlessResult } from './headless/run.ts';
export { traceLine } from './headless/trace.ts';
export { testScenario } from './headless/test-scenario.ts';
export type { CaseReport, ScenarioReport, TestOptions } from './headless/test-scenario.ts';
export type { ExpectationFailure } from './headless/expectations.ts';

export { matches as matchesPattern, patternProblem } from './services/events/pattern.ts';
export { nextTime as nextScheduleTime, scheduleProblem } from './services/events/schedule.ts';
export { itemsOf } from './kernel/item-files.ts';
