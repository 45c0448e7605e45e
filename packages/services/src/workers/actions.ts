/** What the actions of a consumer's script say to services. */
import { sendMessageRequest } from '../contract/sent-message.ts';
import type { JsonObject } from '@stepthrough/json';
import type { Action, Consumer } from '@stepthrough/scenario';
import type { Context, ServiceCall } from '../contract/service.ts';

/** The call that an action makes; none for a wait. */
export function callOf(
  action: Action,
  { queue = '' }: Consumer,
  message: JsonObject,
  { setting }: Context,
): ServiceCall | undefined {
  const { sendTaskSuccess, sendTaskFailure, sendTaskHeartbeat, sendMessage } = action;
  const { deleteMessage, changeMessageVisibility, startExecution } = action;
  const { ReceiptHandle = '' } = message;
  if (sendTaskSuccess) {
    const { taskToken, output } = sendTaskSuccess;
    const request = { taskToken, output: JSON.stringify(output) };
    return { service: 'states', operation: 'SendTaskSuccess', request };
  }
  if (sendTaskFailure) {
    return { service: 'states', operation: 'SendTaskFailure', request: { ...sendTaskFailure } };
  }
  if (sendTaskHeartbeat) {
    return { service: 'states', operation: 'SendTaskHeartbeat', request: { ...sendTaskHeartbeat } };
  }
  if (deleteMessage !== undefined) {
    const request = { QueueUrl: queue, ReceiptHandle };
    return { service: 'sqs', operation: 'DeleteMessage', request };
  }
  if (changeMessageVisibility) {
    const VisibilityTimeout = changeMessageVisibility.visibilityTimeout / 1000;
    const request = { QueueUrl: queue, ReceiptHandle, VisibilityTimeout };
    return { service: 'sqs', operation: 'ChangeMessageVisibility', request };
  }
  if (sendMessage)
    return {
      service: 'sqs',
      operation: 'SendMessage',
      request: sendMessageRequest(sendMessage.queue, sendMessage),
    };
  if (startExecution) {
    const { machine, name, input } = startExecution;
    const target = machine === undefined ? setting.main : setting.machines.get(machine);
    const request = {
      stateMachineArn: target?.arn ?? machine ?? '',
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    };
    return { service: 'states', operation: 'StartExecution', request };
  }
  return undefined;
}
