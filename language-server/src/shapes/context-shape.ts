import { number, objectOf, type Shape, text } from './shape.ts';

const described = (shape: Shape, doc: string): Shape => ({ ...shape, doc });

/** The context object, `$$` and `$states.context` (developer guide, 'Accessing execution data'). */
export function contextShape(input: Shape, item: Shape): Shape {
  return objectOf({
    Execution: described(
      objectOf({
        Id: described(text, 'ARN of the execution.'),
        Input: described(input, 'Input of the execution.'),
        Name: described(text, 'Name of the execution.'),
        RoleArn: described(text, 'ARN of the role that the execution has.'),
        StartTime: described(text, 'When the execution began, in ISO 8601.'),
        RedriveCount: described(number, 'How often the execution was redriven.'),
        RedriveTime: described(text, 'When it was redriven last, in ISO 8601.'),
      }),
      'The execution.',
    ),
    State: described(
      objectOf({
        EnteredTime: described(text, 'When the state was entered, in ISO 8601.'),
        Name: described(text, 'Name of the state.'),
        RetryCount: described(number, 'How often the state was retried.'),
      }),
      'The state that runs.',
    ),
    StateMachine: described(
      objectOf({
        Id: described(text, 'ARN of the state machine.'),
        Name: described(text, 'Name of the state machine.'),
      }),
      'The state machine.',
    ),
    Task: described(
      objectOf({
        Token: described(text, 'Token that ends a .waitForTaskToken task or an activity.'),
      }),
      'The task, in a state that waits for a token.',
    ),
    Map: described(
      objectOf({
        Item: described(
          objectOf({
            Index: described(number, 'Number of the iteration, counted from 0.'),
            Value: described(item, 'The item of this iteration.'),
            Key: described(text, 'The key of the item, when the Map goes over an object.'),
            Source: described(text, 'Where the item comes from: STATE_DATA or an S3 URI.'),
          }),
          'The item of the iteration.',
        ),
      }),
      'The iteration of the Map state around.',
    ),
  });
}

/** What a catcher gets: `$states.errorOutput`, or what its ResultPath places. */
export const errorShape: Shape = objectOf({
  Error: described(text, 'Name of the error.'),
  Cause: described(text, 'Why it happened.'),
});
