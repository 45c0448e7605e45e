export { launchConfigurationProblem } from './debug.ts';
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

export { isFromDesigner, isToDesigner } from './webview.ts';
export type { DesignerProblem, FromDesigner, ToDesigner } from './webview.ts';
