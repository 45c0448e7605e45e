export { launchConfigurationProblem } from './debug.ts';
export type {
  DebugEvents,
  DebugRequests,
  LaunchConfiguration,
  RunStatus,
  StartChoice,
  StateRun,
  StateStatus,
} from './debug.ts';
