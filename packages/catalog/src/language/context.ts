import type { QueryLanguage } from './field.ts';

export interface ContextMember {
  readonly doc: string;
  readonly type: 'string' | 'integer' | 'object' | 'any' | 'timestamp';
  readonly members?: ContextMembers;
  /** Where alone it is there. */
  readonly only?: 'callback' | 'map' | 'redrive';
}

export type ContextMembers = { readonly [name: string]: ContextMember };

/** The context object: `$$` in JSONPath, `$states.context` in JSONata. */
export const contextMembers: ContextMembers = {
  Execution: {
    doc: 'The execution.',
    type: 'object',
    members: {
      Id: { doc: 'ARN of the execution.', type: 'string' },
      Input: { doc: 'The input of the execution.', type: 'any' },
      Name: { doc: 'Name of the execution.', type: 'string' },
      RoleArn: { doc: 'ARN of the role of the state machine.', type: 'string' },
      StartTime: { doc: 'When the execution started, in ISO 8601.', type: 'timestamp' },
      RedriveCount: { doc: 'How often the execution was redriven.', type: 'integer' },
      RedriveTime: {
        doc: 'When the execution was redriven last; only after a redrive.',
        type: 'timestamp',
        only: 'redrive',
      },
    },
  },
  State: {
    doc: 'The state that runs.',
    type: 'object',
    members: {
      EnteredTime: { doc: 'When the state was entered, in ISO 8601.', type: 'timestamp' },
      Name: { doc: 'Name of the state.', type: 'string' },
      RetryCount: { doc: 'How often the state was retried.', type: 'integer' },
    },
  },
  StateMachine: {
    doc: 'The state machine.',
    type: 'object',
    members: {
      Id: { doc: 'ARN of the state machine.', type: 'string' },
      Name: { doc: 'Name of the state machine.', type: 'string' },
    },
  },
  Task: {
    doc: 'The task that runs; only with .waitForTaskToken.',
    type: 'object',
    only: 'callback',
    members: {
      Token: {
        doc: 'The token that SendTaskSuccess or SendTaskFailure sends back. Only with .waitForTaskToken.',
        type: 'string',
        only: 'callback',
      },
    },
  },
  Map: {
    doc: 'The iteration of a Map; in ItemSelector and inside the iterations.',
    type: 'object',
    only: 'map',
    members: {
      Item: {
        doc: 'The item of this iteration.',
        type: 'object',
        members: {
          Index: { doc: 'Its place, counted from 0.', type: 'integer' },
          Value: { doc: 'The item itself.', type: 'any' },
          Key: { doc: 'Its name, when the items are the members of an object.', type: 'string' },
          Source: {
            doc: 'Where it comes from: STATE_DATA, or the S3 URI of the object that was read.',
            type: 'string',
          },
        },
      },
    },
  },
};

interface StatesMember {
  readonly doc: string;
}

/** The members of `$states` in JSONata. */
export const statesMembers: { readonly [name: string]: StatesMember } = {
  input: { doc: 'The input of the state.' },
  result: {
    doc: 'The result of the task, the branches or the iterations. Only in Output and Assign of a Task, Parallel or Map.',
  },
  errorOutput: { doc: 'The error: { Error, Cause }. Only in Output and Assign of a catcher.' },
  context: { doc: 'The context object.' },
};

/** What the marks of each query language mean, for hovers. */
export const notationDocs: { readonly [L in QueryLanguage]: { readonly [mark: string]: string } } =
  {
    JSONPath: {
      $: 'The input of the state, after InputPath; in ResultSelector the result, in OutputPath the output so far.',
      $$: 'The context object.',
      '.': 'A member by name.',
      '[]': 'An item by index, a member by quoted name, a slice [1:3] or a union [0,2].',
      '*': 'All members or items. The path may then find several values, and gives an array.',
      '..': 'All members of that name at any depth.',
      '?()': 'The items for which a condition over @ holds.',
      '.$': 'A field whose name ends so has a path or an intrinsic function as value.',
    },
    JSONata: {
      '{%': 'Begins an expression, which %} ends; nothing may stand outside of them.',
      $states: 'input, result, errorOutput and context of the state.',
      $: 'The context value, inside a path, filter or function. At the top level it is refused.',
    },
  };
