export { isRunStatus, launchConfigurationProblem } from './debug.ts';
export type {
  DebugEvents,
  DebugRequests,
  InlineValues,
  LaunchConfiguration,
  RunStatus,
  RunTransition,
  StartChoice,
  StateRun,
  StateStatus,
} from './debug.ts';

export {
  integrationMethod,
  isIntegrationDocs,
  isScenarioOutline,
  scenarioOutlineMethod,
} from './language.ts';
export type {
  IntegrationDocs,
  IntegrationParams,
  ScenarioOutline,
  ScenarioOutlineParams,
} from './language.ts';

export { readScenarioReports } from './report.ts';
export type { ReportedCase, ReportedPlace, ScenarioReport } from './report.ts';

export { fromDesignerProblem, isFromDesigner, isToDesigner } from './webview.ts';
export type { DesignerProblem, FromDesigner, ToDesigner } from './webview.ts';
