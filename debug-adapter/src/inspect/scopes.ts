/** The groups of the Variables view for one stack frame. */
import { parse, toJson, type Json, type QueryLanguage } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { Simulation } from '@stepthrough/simulator';
import type { Frame } from './frames.ts';
import { contextOf, type Thread } from '@stepthrough/interpreter';
import type { Assign, Handle, Row } from './handles.ts';
import { membersOf } from './json-value.ts';

interface Scope {
  readonly name: string;
  readonly hint?: 'arguments' | 'locals' | 'returnValue';
  readonly isExpensive: boolean;
  readonly handle: Handle;
}

/** Changes the thread of a frame in the present world. */
type EditThread = (frame: Frame, change: (thread: Thread) => Thread) => void;

export function scopesOf(frame: Frame, simulation: Simulation, edit: EditThread): Scope[] {
  const { language } = frame;
  const scope = (
    name: string,
    rows: () => readonly Row[],
    more: Partial<
      Pick<Scope, 'hint' | 'isExpensive'> & { holdsVariables: boolean; assign: Assign | undefined }
    > = {},
  ): Scope => {
    const { hint, isExpensive = false, holdsVariables = false, assign } = more;
    return {
      name,
      isExpensive,
      ...(hint === undefined ? {} : { hint }),
      handle: { rows, language, isList: false, holdsVariables, assign },
    };
  };
  const scopes = [
    scope('State', () => stateRows(frame), {
      hint: 'locals',
      assign: assignInput(frame, edit),
    }),
    scope('Variables', () => variableRows(frame), {
      holdsVariables: true,
      assign: (name, value) => {
        edit(frame, (thread) => ({
          ...thread,
          variables: { ...thread.variables, [name]: value },
        }));
      },
    }),
    scope('Context object', () => contextRows(frame)),
  ];
  if (mapItem(frame) !== undefined) scopes.push(scope('Map item', () => mapItemRows(frame)));
  scopes.push(scope('Execution', () => executionRows(frame, simulation)));
  if (simulation.hasQueues) {
    scopes.push(scope('Queues', () => queueRows(simulation), { isExpensive: true }));
  }
  return scopes;
}

/** At a header the input has not been read yet: another one can take its place. */
function assignInput(frame: Frame, edit: EditThread): Assign | undefined {
  if (frame.thread.phase !== 'enter') return undefined;
  return (name, value) => {
    if (name === 'input') edit(frame, (thread) => ({ ...thread, payload: value }));
  };
}

/** The state's values in the order in which its phases give them; `error` and retries last. */
function stateRows({ thread, language }: Frame): Row[] {
  const rows = membersOf(thread.values).map(([name, value]): Row => ({
    name,
    value,
    expression: valueExpression(name, language),
  }));
  if (thread.attempt > 0) rows.push({ name: 'attempt', value: thread.attempt });
  rows.push({ name: 'phase', value: thread.phase });
  return rows;
}

function valueExpression(name: string, language: QueryLanguage): string | undefined {
  return language === 'JSONata' ? member(jsonataNames, name) : name === 'input' ? '$' : undefined;
}

const jsonataNames: { readonly [name: string]: string } = {
  input: '$states.input',
  result: '$states.result',
  errorOutput: '$states.errorOutput',
};

function variableRows({ thread }: Frame): Row[] {
  return membersOf(thread.variables).map(([name, value]) => ({
    name,
    value,
    expression: `$${name}`,
  }));
}

function contextRows({ thread, language }: Frame): Row[] {
  const base = language === 'JSONata' ? '$states.context' : '$$';
  return membersOf(contextOf(thread)).map(([name, value]) => ({
    name,
    value,
    expression: `${base}.${name}`,
  }));
}

function mapItem({ thread }: Frame): Json | undefined {
  const map = memberIn(contextOf(thread), 'Map');
  return map === undefined ? undefined : memberIn(map, 'Item');
}

function mapItemRows(frame: Frame): Row[] {
  const base = frame.language === 'JSONata' ? '$states.context' : '$$';
  return membersOf(mapItem(frame) ?? null).map(([name, value]) => ({
    name,
    value,
    expression: `${base}.Map.Item.${name}`,
  }));
}

function executionRows({ view }: Frame, simulation: Simulation): Row[] {
  const { now } = simulation.world;
  const { status, output, error, cause } = view.snapshot;
  const rows: Row[] = [
    { name: 'name', value: view.name },
    { name: 'status', value: status },
    { name: 'input', value: view.input },
    { name: 'started', value: new Date(view.startedAt).toISOString() },
    { name: 'virtual time', value: new Date(now).toISOString() },
  ];
  if (output !== undefined) rows.push({ name: 'output', value: output });
  if (error !== undefined) rows.push({ name: 'error', value: error });
  if (cause !== undefined) rows.push({ name: 'cause', value: cause });
  return rows;
}

/** Each queue's messages; bodies that are JSON can be opened. */
function queueRows(simulation: Simulation): Row[] {
  return simulation.queues().map(({ name, messages }) => ({
    name,
    value: messages.map(({ id, body, isInFlight, receiveCount }) => ({
      body: jsonOr(body),
      state: isInFlight ? 'in flight' : 'waiting',
      receives: receiveCount,
      id,
    })),
    text: messages.length === 1 ? '1 message' : `${messages.length} messages`,
  }));
}

function jsonOr(text: string): Json {
  const { root, problems } = parse(text, 'json');
  return root && problems.length === 0 ? toJson(root) : text;
}

function memberIn(value: Json, name: string): Json | undefined {
  return membersOf(value).find(([key]) => key === name)?.[1];
}
