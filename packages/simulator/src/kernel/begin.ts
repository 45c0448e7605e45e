/** The world before anything has happened, with the start that the user chose on its agenda. */
import { SimulationProblem } from '@stepthrough/scenario';
import { findStart } from './starts.ts';
import { initialServices, serviceNames } from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { World } from '../world/world.ts';
import type { Json } from '@stepthrough/json';
import { beginService } from './calls.ts';
import { record, schedule } from '../world/schedule.ts';
import { fillQueues, scheduleEvents, scheduleStart } from './scenario-events.ts';

export function beginWorld(
  setting: Setting,
  wanted: { readonly start?: string; readonly input?: Json },
): World {
  let world: World = {
    now: setting.clockStart,
    sequence: 1,
    agenda: undefined,
    work: 0,
    requestTimeouts: 0,
    executions: undefined,
    executionNumbers: undefined,
    tasks: undefined,
    taskTokens: undefined,
    unanswered: undefined,
    offeredTasks: undefined,
    running: undefined,
    children: 0,
    started: 0,
    forgets: false,
    requests: undefined,
    activityPolls: [],
    answerCounts: undefined,
    unchecked: undefined,
    replies: undefined,
    services: initialServices(setting),
    log: undefined,
  };
  for (const message of setting.notices) world = record(world, { kind: 'numberRounded', message });
  for (const service of serviceNames) world = beginService(world, setting, service);
  world = scheduleEvents(fillQueues(world, setting), setting);
  if (wanted.start === undefined && wanted.input !== undefined) {
    const request = {
      stateMachineArn: setting.main.arn,
      input: JSON.stringify(wanted.input),
    };
    const call = { service: 'states', operation: 'StartExecution', request } as const;
    return schedule(world, world.now, { kind: 'call', call, replyTo: undefined });
  }
  const start = findStart(setting.scenario, wanted.start);
  if (!start && wanted.start === undefined && setting.scenario.events.length > 0) return world;
  if (!start) throw new SimulationProblem(noStart(setting, wanted.start));
  return scheduleStart(world, setting, start);
}

function noStart(setting: Setting, name: string | undefined): string {
  const known = setting.scenario.starts.map((start) => JSON.stringify(start.name)).join(', ');
  const where = setting.scenario.path ?? 'the scenario';
  if (name === undefined) {
    return `Nothing starts the run: give an input, or a scenario with "starts", "events" or "input".`;
  }
  return known === ''
    ? `There is no start ${JSON.stringify(name)}: ${where} has no "starts".`
    : `There is no start ${JSON.stringify(name)} in ${where}; it has ${known}.`;
}
