/** The one place that knows how the pure interpreter is called. */
import type { Json } from '@stepthrough/json';
import {
  redrive,
  start,
  step,
  type ExecutionEvent,
  type Program,
  type StartChildEffect,
  type StepResult,
} from '@stepthrough/interpreter';
import type { Machine, Setting } from '../world/setting.ts';
import type { ChildOf, Execution } from '../world/world.ts';

interface Named {
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  readonly at: number;
}

export function startExecution(setting: Setting, machine: Machine, execution: Named): StepResult {
  return start(machine.program, {
    input: execution.input,
    at: execution.at,
    seed: `${setting.seed}:${execution.name}`,
    type: machine.type,
    identity: identityOf(setting, machine, execution),
  });
}

/** An item of a distributed Map, as an execution of the Map's processor. */
export function startMapChild(
  setting: Setting,
  machine: Machine,
  effect: StartChildEffect,
  execution: Named,
): StepResult {
  return start(machine.processor(effect.origin.state), {
    input: execution.input,
    at: execution.at,
    seed: `${setting.seed}:${execution.name}`,
    type: effect.executionType,
    identity: {
      ...identityOf(setting, machine, execution),
      stateMachineArn: `${machine.arn}/${effect.label}`,
      stateMachineName: `${machine.name}/${effect.label}`,
    },
    context: { Map: effect.map },
  });
}

export function interpret(
  machine: Machine,
  execution: Execution,
  event: ExecutionEvent,
): StepResult {
  return step(programOf(machine, execution.child), execution.snapshot, event);
}

/** Goes on with an execution that ended without success. */
export function redriveExecution(machine: Machine, execution: Execution, at: number): StepResult {
  return redrive(programOf(machine, execution.child), execution.snapshot, at);
}

function programOf(machine: Machine, child: ChildOf | undefined): Program {
  return child ? machine.processor(child.state) : machine.program;
}

function identityOf(setting: Setting, machine: Machine, { arn, name }: Named) {
  return {
    accountId: setting.account,
    region: setting.region,
    stateMachineArn: machine.arn,
    stateMachineName: machine.name,
    executionArn: arn,
    executionName: name,
    roleArn: `arn:aws:iam::${setting.account}:role/${machine.name}`,
  };
}
