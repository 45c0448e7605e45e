/** Names that users may choose and that every object has; the last is one that no object has. */
export const anyNames: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'ordinary',
];

/** A machine with many mistakes: everywhere `NAME` stands for something that there is not. */
export const nameless = `{
  "StartAt": "NAME",
  "NAME": 1,
  "States": {
    "A": {
      "Type": "NAME",
      "NAME": 1,
      "Next": "NAME"
    },
    "B": {
      "Type": "Task",
      "Resource": "arn:aws:states:::NAME:NAME.NAME",
      "Parameters": { "a.$": "States.NAME($.x)", "b.$": "$NAME", "c.$": "$$.NAME.NAME" },
      "Retry": [{ "NAME": 1, "ErrorEquals": ["States.NAME"] }],
      "Catch": [{ "NAME": 1, "ErrorEquals": ["NAME"], "Next": "NAME" }],
      "Next": "C"
    },
    "C": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.x", "NAME": 1, "Next": "D" }],
      "Default": "NAME"
    },
    "D": {
      "Type": "Task",
      "Resource": "arn:aws:states:::aws-sdk:sqs:NAME",
      "QueryLanguage": "JSONata",
      "Arguments": { "a": "{% $NAME(1) %}", "b": "{% $states.NAME %}", "c": "{% $states.context.NAME %}", "d": "{% $NAME %}" },
      "Next": "E"
    },
    "E": {
      "Type": "Map",
      "ItemReader": { "Resource": "arn:aws:states:::s3:NAME", "ReaderConfig": { "InputType": "NAME", "NAME": 1 }, "NAME": 1 },
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD", "NAME": 1 },
        "StartAt": "F",
        "States": { "F": { "Type": "Succeed", "NAME": 1 } }
      },
      "Next": "G"
    },
    "G": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:NAME:NAME", "QueryLanguage": "NAME", "End": true }
  }
}`;
