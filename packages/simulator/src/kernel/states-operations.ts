/** The Step Functions API itself: executions and task tokens. */
import { describeExecution, exportHistory, redriveStatusOf } from '@stepthrough/interpreter';
import { limits } from '@stepthrough/catalog';
import { itemsOf, get, values } from '@stepthrough/collections';
import {
  failure,
  success,
  type Outcome,
  type ReplyTo,
  type OperationCall,
  resourceName,
} from '@stepthrough/services';
import { utf8Size, type Json, type JsonObject } from '@stepthrough/json';
import type { Machine, Setting } from '../world/setting.ts';
import type { Execution, World } from '../world/world.ts';
import { getActivityTask } from './activities.ts';
import { tooLong } from './constraints.ts';
import { createExecution, restartExecution } from './executions.ts';
import { isStatesOperation, type StatesOperationName } from '../tasks/states-names.ts';
import { executionOf, schedule } from '../world/schedule.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './task-answers.ts';
import { answerTask } from './tasks.ts';

type Performed = readonly [World, Outcome | undefined];
type StatesOperation = (
  world: World,
  setting: Setting,
  request: JsonObject,
  replyTo: ReplyTo | undefined,
) => Performed;

export function performStatesOperation(
  world: World,
  setting: Setting,
  call: OperationCall,
  replyTo: ReplyTo | undefined,
): Performed {
  if (isStatesOperation(call.operation)) {
    return operations[call.operation](world, setting, call.request, replyTo);
  }
  const message = `states ${call.operation} is not simulated; answer it in the scenario's "answers".`;
  return [world, failure('UnknownOperationException', message)];
}

/** What `.sync` does: start, and wait for the end. */
export const runExecution: StatesOperation = (world, setting, request, replyTo) => {
  const prepared = prepare(setting, request);
  if ('outcome' in prepared) return [world, prepared.outcome];
  const { machine, input, name } = prepared;
  const [after, execution] = createExecution(world, setting, machine, {
    input,
    replyTo,
    startedBy: startedByTask(world, replyTo),
    ...(name === undefined ? {} : { name }),
  });
  const task = replyTo?.kind === 'task' ? replyTo.task : undefined;
  if (task === undefined) return [after, undefined];
  const output = { executionArn: execution.id, startDate: execution.startedAt / 1000 };
  return [answerTask(after, task, { kind: 'submitted', output }), undefined];
};

const operations: { readonly [name in StatesOperationName]: StatesOperation } = {
  StartExecution: (world, setting, request, replyTo) => {
    const prepared = prepare(setting, request);
    if ('outcome' in prepared) return [world, prepared.outcome];
    const { machine, input, name } = prepared;
    if (name !== undefined && machine.type === 'STANDARD') {
      const same = findByName(world, machine, name);
      if (same) return [world, repeatedName(same, input)];
    }
    const startedBy = startedByTask(world, replyTo);
    const [after, execution] = createExecution(world, setting, machine, {
      input,
      startedBy,
      ...(name === undefined ? {} : { name }),
    });
    const { id, startedAt } = execution;
    return [after, success({ executionArn: id, startDate: startedAt / 1000 })];
  },

  StartSyncExecution: (world, setting, request, replyTo) => {
    const prepared = prepare(setting, request);
    if ('outcome' in prepared) return [world, prepared.outcome];
    const { machine, input, name } = prepared;
    if (machine.type === 'STANDARD') {
      const message = 'This operation is not supported by this type of state machine';
      return [world, failure('StateMachineTypeNotSupported', message)];
    }
    const [after] = createExecution(world, setting, machine, {
      input,
      replyTo,
      startedBy: startedByTask(world, replyTo),
      ...(name === undefined ? {} : { name }),
    });
    return [after, undefined];
  },

  DescribeExecution: (world, _setting, request) => {
    const execution = find(world, request['executionArn']);
    return [
      world,
      execution ? success(describeExecution(execution.snapshot, world.now)) : noExecution(request),
    ];
  },

  RedriveExecution: (world, setting, request) => {
    const execution = find(world, request['executionArn']);
    if (!execution) return [world, noExecution(request)];
    const status = redriveStatusOf(execution.snapshot, world.now);
    if (status.redriveStatus === 'NOT_REDRIVABLE') {
      return [world, failure('ExecutionNotRedrivable', status.redriveStatusReason)];
    }
    const after = restartExecution(world, setting, execution);
    return [after, success({ redriveDate: world.now / 1000 })];
  },

  StopExecution: (world, _setting, request) => {
    const execution = find(world, request['executionArn']);
    if (!execution) return [world, noExecution(request)];
    const { error, cause } = request;
    const after = schedule(world, world.now, {
      kind: 'deliver',
      execution: execution.number,
      event: {
        type: 'stop',
        ...(typeof error === 'string' ? { error } : {}),
        ...(typeof cause === 'string' ? { cause } : {}),
      },
    });
    return [after, success({ stopDate: world.now / 1000 })];
  },

  SendTaskSuccess: (world, _setting, request) => sendTaskSuccess(world, request),

  SendTaskFailure: (world, _setting, request) => sendTaskFailure(world, request),

  SendTaskHeartbeat: (world, _setting, request) => sendTaskHeartbeat(world, request),

  GetActivityTask: (world, _setting, request, replyTo) => getActivityTask(world, request, replyTo),

  ListExecutions: (world, setting, { stateMachineArn, statusFilter }) => {
    const machine =
      typeof stateMachineArn === 'string' ? findMachine(setting, stateMachineArn) : undefined;
    if (!machine) {
      const message = `State Machine Does Not Exist: '${String(stateMachineArn)}'`;
      return [world, failure('StateMachineDoesNotExist', message)];
    }
    const executions = values(world.executions)
      .filter((execution) => execution.machine === machine.name && !execution.child)
      .filter(({ snapshot }) => statusFilter === undefined || snapshot.status === statusFilter)
      .reverse()
      .map(({ snapshot }) => {
        const described = Object.entries(describeExecution(snapshot, world.now));
        return Object.fromEntries(described.filter(([member]) => listed.includes(member)));
      });
    return [world, success({ executions })];
  },

  GetExecutionHistory: (world, _setting, request) => {
    const execution = find(world, request['executionArn']);
    if (!execution) return [world, noExecution(request)];
    const events = exportHistory(itemsOf(execution.history));
    const isReversed = request['reverseOrder'] === true;
    return [world, success({ events: isReversed ? [...events].reverse() : events })];
  },
};

/** What ListExecutions tells of each. */
const listed = [
  'executionArn',
  'stateMachineArn',
  'name',
  'status',
  'startDate',
  'stopDate',
  'redriveCount',
  'redriveDate',
];

function prepare(
  setting: Setting,
  request: JsonObject,
):
  | { readonly machine: Machine; readonly input: Json; readonly name: string | undefined }
  | { readonly outcome: Outcome } {
  const { stateMachineArn, input = '{}', name } = request;
  const machine =
    typeof stateMachineArn === 'string' ? findMachine(setting, stateMachineArn) : undefined;
  if (!machine) {
    const message = `State Machine Does Not Exist: '${String(stateMachineArn)}'`;
    return { outcome: failure('StateMachineDoesNotExist', message) };
  }
  if (
    name !== undefined &&
    (typeof name !== 'string' || !/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u.test(name))
  ) {
    return { outcome: failure('InvalidName', `Invalid Name: '${String(name)}'`) };
  }
  if (typeof input !== 'string') {
    return { outcome: failure('SerializationException', 'The input must be a string of JSON.') };
  }
  if (utf8Size(input) > limits.payloadBytes) {
    return { outcome: tooLong('input', limits.payloadBytes) };
  }
  try {
    const value: Json = JSON.parse(input);
    return { machine, input: value, name };
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : '';
    return {
      outcome: failure('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`),
    };
  }
}

function findMachine(setting: Setting, arn: string): Machine | undefined {
  const [, , , , , kind, name = ''] = arn.split(':');
  const wanted = kind === 'stateMachine' ? name : resourceName(arn);
  return setting.machines.get(wanted);
}

function findByName(world: World, machine: Machine, name: string): Execution | undefined {
  const base = machine.arn.replace(':stateMachine:', ':execution:');
  return find(world, `${base}:${name}`);
}

/** Starting a running execution again with the same input succeeds and starts nothing. */
function repeatedName(same: Execution, input: Json): Outcome {
  const isEqual = JSON.stringify(same.input) === JSON.stringify(input);
  if (isEqual && same.snapshot.status === 'RUNNING') {
    return success({ executionArn: same.id, startDate: same.startedAt / 1000 });
  }
  return failure('ExecutionAlreadyExists', `Execution Already Exists: '${same.id}'`);
}

function startedByTask(world: World, replyTo: ReplyTo | undefined): Execution['startedBy'] {
  const task = replyTo?.kind === 'task' ? get(world.tasks, replyTo.task) : undefined;
  if (!task) return undefined;
  const { thread, state } = task.origin;
  return { execution: task.execution, thread, state };
}

function find(world: World, arn: Json | undefined): Execution | undefined {
  const number = typeof arn === 'string' ? get(world.executionNumbers, arn) : undefined;
  return number === undefined ? undefined : executionOf(world, number);
}

function noExecution(request: JsonObject): Outcome {
  return failure(
    'ExecutionDoesNotExist',
    `Execution Does Not Exist: '${String(request['executionArn'])}'`,
  );
}
