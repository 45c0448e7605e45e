/** The protocols of subscriptions: which endpoints each has, and what it can do. */
import type { Refusal } from '../contract/outcome.ts';
import { invalidParameter, refusal } from './errors.ts';

interface Ways {
  /** Why SNS refuses an endpoint; nothing when it takes it. */
  readonly problem: (endpoint: string) => Refusal | undefined;
  /** The owner of the endpoint has to confirm the subscription. */
  readonly isConfirmed?: true;
  readonly canBeRaw?: true;
  /** A FIFO topic may have it. */
  readonly ofFifo?: true;
  /** A topic of messages over 256 KiB may have it. */
  readonly takesLarge?: true;
}

const protocols = {
  http: { problem: addressProblem('http://'), isConfirmed: true, canBeRaw: true },
  https: { problem: addressProblem('https://'), isConfirmed: true, canBeRaw: true },
  email: { problem: emailProblem, isConfirmed: true },
  'email-json': { problem: emailProblem, isConfirmed: true },
  sms: {
    problem: (endpoint) =>
      isWrittenNumber(endpoint)
        ? undefined
        : refusal('InvalidParameterException', `Invalid SMS endpoint: ${endpoint}`),
  },
  sqs: {
    problem: arnOfProblem(/^arn:[^:]*:sqs:[^:]+:\d+:[^:/]+$/, 'SQS endpoint ARN'),
    canBeRaw: true,
    ofFifo: true,
    takesLarge: true,
  },
  application: {
    problem: arnOfProblem(/^arn:[^:]*:sns:[^:]+:\d+:endpoint\/.+$/, 'Application endpoint ARN'),
  },
  lambda: {
    problem: arnOfProblem(/^arn:[^:]*:lambda:[^:]+:\d+:function:.+$/, 'Lambda endpoint ARN'),
    takesLarge: true,
  },
  firehose: {
    problem: arnOfProblem(
      /^arn:[^:]*:firehose:[^:]+:\d+:deliverystream\/.+$/,
      'Firehose endpoint ARN',
    ),
    canBeRaw: true,
    takesLarge: true,
  },
} as const satisfies { readonly [name: string]: Ways };

export type Protocol = keyof typeof protocols;

export function isProtocol(text: string): text is Protocol {
  return Object.hasOwn(protocols, text);
}

export function waysOf(protocol: Protocol): Ways {
  return protocols[protocol];
}

/** A phone number as E.164 has it, which messages are sent to. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(text);
}

/** As people write them: single dots, slashes and hyphens between digits. */
function isWrittenNumber(text: string): boolean {
  return /^\+?[1-9](?:[./-]?\d){1,14}$/.test(text);
}

function addressProblem(beginning: string): Ways['problem'] {
  return (endpoint) => {
    const isAddress = endpoint.startsWith(beginning) && URL.canParse(endpoint);
    return isAddress ? undefined : invalidParameter('Endpoint must match the specified protocol');
  };
}

function emailProblem(endpoint: string): Refusal | undefined {
  return /^[^@\s]+@[^@\s]+$/.test(endpoint) ? undefined : invalidParameter('Email address');
}

function arnOfProblem(form: RegExp, name: string): Ways['problem'] {
  return (endpoint) => (form.test(endpoint) ? undefined : invalidParameter(name));
}
