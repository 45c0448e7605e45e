export { Simulation } from './simulation.ts';
export type { ForwardOptions, NextStep } from './simulation.ts';
export type { ProgramSource, SimulationOptions } from './simulation-options.ts';
export type { ExecutionChange, ExecutionView } from './execution-view.ts';
export type { StepReport } from './step-report.ts';
export { evaluateTemplate } from './evaluation/evaluate-template.ts';
export type { LogEntry, LogKind } from './world/log.ts';
export { OwnFault } from './kernel/own-fault.ts';
export type { Environment } from './kernel/environment.ts';
export type { Standing } from './kernel/standing.ts';
export type { OutstandingTask, TaskAnswer, World } from './world/world.ts';

export { loadScenario } from './headless/load-scenario.ts';
export { serviceCatalog } from './service-catalog.ts';
export { beginsByItself, listStarts } from './kernel/starts.ts';
export type { StartListing } from './kernel/starts.ts';

export { loadProgram, ofScenario, scenarioBeside } from './headless/load.ts';
export { runHeadless } from './headless/run.ts';
export type { HeadlessOptions, HeadlessResult } from './headless/run.ts';
export { traceLine } from './headless/trace.ts';
export { testScenario } from './headless/test-scenario.ts';
export type { CaseReport, ScenarioReport, TestOptions } from './headless/test-scenario.ts';
export type { ExpectationFailure } from './headless/expectations.ts';

export { itemsOf } from './kernel/item-files.ts';
