export { launchConfigurationProblem } from './debug.ts';
export type {
  DebugEvents,
  DebugRequests,
  InlineValues,
  LaunchConfiguration,
  RunStatus,
  StartChoice,
  StateRun,
  StateStatus,
} from './debug.ts';
