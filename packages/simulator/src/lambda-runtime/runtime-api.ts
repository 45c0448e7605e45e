/**
 * The Lambda Runtime API of one function: what its process asks and answers. States, statuses and words
 * are those of AWS's Runtime Interface Emulator.
 */
import type { Json } from '@stepthrough/json';
import { serveHttp, type HttpCall, type HttpServer, type Route } from '@stepthrough/hosting';
import { answerLimit } from '@stepthrough/services';
import { readAnswer, type FunctionAnswer } from './function-answer.ts';

interface Invocation {
  readonly id: string;
  readonly event: Json;
  readonly timeoutMs: number;
  readonly arn: string;
}

interface RuntimeApiListeners {
  /** The process asks for its first invocation: it has begun. */
  readonly ready: () => void;
  readonly answered: (answer: FunctionAnswer) => void;
  /** The process could not begin. */
  readonly initFailed: (answer: FunctionAnswer) => void;
}

/** One process asks and one answers, over few connections. */
const maximumConnections = 16;

export class RuntimeApi {
  readonly #listeners: RuntimeApiListeners;
  #server: HttpServer | undefined;
  #state: 'Started' | 'InitError' | 'Ready' | 'ResponseSent' = 'Started';
  #waiting: HttpCall | undefined;
  #current: Invocation | undefined;

  constructor(listeners: RuntimeApiListeners) {
    this.#listeners = listeners;
  }

  /** Gives what `AWS_LAMBDA_RUNTIME_API` is to be; port 0 takes a free one. @throws the error of the system */
  async serve(port: number): Promise<string> {
    this.#server = await serveHttp({
      port,
      maximumConnections,
      maximumBody: answerLimit,
      routes: this.#routes,
    });
    return this.#server.address;
  }

  close(): void {
    this.#waiting = undefined;
    this.#current = undefined;
    void this.#server?.close();
  }

  give(invocation: Invocation): void {
    this.#current = invocation;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) send(waiting, invocation);
  }

  /** From here on an answer to the present invocation is refused. */
  withdraw(): void {
    this.#current = undefined;
  }

  readonly #routes: readonly Route[] = [
    {
      method: 'GET',
      path: /^\/2018-06-01\/runtime\/invocation\/next$/,
      answer: (call) => {
        this.#next(call);
      },
    },
    {
      method: 'POST',
      path: /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/,
      answer: (call) => {
        this.#answer(call, call.parameters[1] === 'error');
      },
    },
    {
      method: 'POST',
      path: /^\/2018-06-01\/runtime\/init\/error$/,
      answer: (call) => {
        this.#failInit(call);
      },
    },
  ];

  #next(call: HttpCall): void {
    if (this.#state === 'InitError' || this.#waiting) {
      refuseTransition(call, this.#state, 'Ready');
      return;
    }
    if (this.#state === 'Started') this.#listeners.ready();
    this.#state = 'Ready';
    if (this.#current) {
      send(call, this.#current);
      return;
    }
    this.#waiting = call;
    call.onGone(() => {
      if (this.#waiting === call) this.#waiting = undefined;
    });
  }

  #answer(call: HttpCall, isError: boolean): void {
    if (this.#state !== 'Ready') {
      refuseTransition(
        call,
        this.#state,
        isError ? 'InvocationErrorResponse' : 'InvocationResponse',
      );
      return;
    }
    if (!this.#current || call.parameters[0] !== this.#current.id) {
      call.respond(400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' });
      return;
    }
    this.#current = undefined;
    this.#state = 'ResponseSent';
    if (call.body) call.respond(202, { status: 'OK' });
    else refuseSize(call);
    this.#listeners.answered(readAnswer(call.body, isError));
  }

  #failInit(call: HttpCall): void {
    if (this.#state !== 'Started') {
      refuseTransition(call, this.#state, 'InitError');
      return;
    }
    this.#state = 'InitError';
    if (call.body) call.respond(202, { status: 'OK' });
    else refuseSize(call);
    this.#listeners.initFailed(readAnswer(call.body, true));
  }
}

function send(call: HttpCall, { id, event, timeoutMs, arn }: Invocation): void {
  call.respond(200, event, {
    'Lambda-Runtime-Aws-Request-Id': id,
    'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeoutMs),
    'Lambda-Runtime-Invoked-Function-Arn': arn,
  });
}

function refuseTransition(call: HttpCall, from: string, to: string): void {
  const errorMessage = `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`;
  call.respond(403, { errorMessage, errorType: 'InvalidStateTransition' });
}

function refuseSize(call: HttpCall): void {
  const errorMessage = `Exceeded maximum allowed payload size (${answerLimit} bytes).`;
  call.respond(413, { errorMessage, errorType: 'RequestEntityTooLarge' });
}
