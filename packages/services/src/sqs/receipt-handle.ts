/** Receipt handles: they name a message and a receive, so that older handles of a message stay recognisable. */
import type { Refusal } from '../contract/outcome.ts';
import type { Context } from '../contract/service.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import type { Message } from './queue.ts';

interface Handle {
  /** As the receiver has it. */
  readonly text: string;
  readonly order: number;
  readonly receive: number;
}

export function handleOf(message: Message, context: Context): string {
  const text = `${message.order}:${message.receiveCount}:${context.uuid(`receipt${message.order}`)}`;
  return Buffer.from(text).toString('base64');
}

export function readHandle(text: string | undefined): Handle | Refusal {
  if (text === undefined) return missingParameter('ReceiptHandle');
  const match = /^(\d+(?:\.\d+)?):(\d+):/.exec(Buffer.from(text, 'base64').toString());
  if (match) return { text, order: Number(match[1]), receive: Number(match[2]) };
  return refusal(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${text}" is not a valid receipt handle.`,
  );
}

export function wrongHandle({ text }: Handle, reason: string): Refusal {
  return invalidParameter(
    `Value ${text} for parameter ReceiptHandle is invalid. Reason: ${reason}`,
  );
}
