import type { DebugProtocol } from '@vscode/debugprotocol';
import { member } from '@stepthrough/json';
import type { Channel } from '../transport/channel.ts';
import { messageOf, RequestProblem } from './problem.ts';
import type { Handlers, RequestContext } from './requests.ts';

export interface Dispatcher {
  /** Sends an event. Before the response to `initialize` nothing may be sent, so it waits for it. */
  sendEvent(event: string, body?: unknown): void;
  /** Aborts a request that is under way; it is then answered as `cancelled`. */
  cancel(requestSeq: number): void;
  /** Ends the conversation. */
  close(): void;
}

/**
 * Answers every request of a channel exactly once, through the table: with the handler's body, or
 * with an error whose text is for the reader. What a handler defers with `afterResponse` comes
 * after its response.
 */
export function dispatch(
  channel: Channel,
  makeHandlers: (dispatcher: Dispatcher) => Handlers,
  closed: () => void,
): Dispatcher {
  let seq = 0;
  let held: DebugProtocol.Event[] | undefined = [];
  const pending = new Map<number, AbortController>();

  const send = (message: Omit<DebugProtocol.ProtocolMessage, 'seq'>): void => {
    seq += 1;
    channel.send({ ...message, seq });
  };
  const dispatcher: Dispatcher = {
    sendEvent: (event, body) => {
      const message = { seq: 0, type: 'event', event, ...(body === undefined ? {} : { body }) };
      if (held) held.push(message);
      else send(message);
    },
    cancel: (requestSeq) => pending.get(requestSeq)?.abort(),
    close: () => {
      channel.close();
    },
  };
  const handlers = makeHandlers(dispatcher);

  const answer = async (request: DebugProtocol.Request): Promise<void> => {
    const { seq: request_seq, command } = request;
    const response: Answered = { type: 'response', request_seq, command };
    const deferred: (() => void)[] = [];
    const controller = new AbortController();
    pending.set(request_seq, controller);
    try {
      const body = await handle(request, {
        signal: controller.signal,
        afterResponse: (action) => deferred.push(action),
      });
      if (controller.signal.aborted) send(failure(response, 'cancelled', false));
      else send(success(response, body));
    } catch (error) {
      const showUser = error instanceof RequestProblem && error.showUser;
      const message = controller.signal.aborted ? 'cancelled' : describe(command, error);
      send(failure(response, message, showUser));
    } finally {
      pending.delete(request_seq);
    }
    if (command === 'initialize' && held) {
      const events = held;
      held = undefined;
      for (const event of events) send(event);
    }
    for (const action of deferred) afterwards(command, action);
  };

  /** The response has gone, so what fails now is told as output, and ends what could not begin. */
  const afterwards = (command: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      const output = `${describe(command, error)}\n`;
      dispatcher.sendEvent('output', { category: 'stderr', output });
      dispatcher.sendEvent('terminated');
    }
  };

  const handle = async (
    request: DebugProtocol.Request,
    context: RequestContext,
  ): Promise<unknown> => {
    const { command } = request;
    const handler = member(handlers, command) as
      ((args: unknown, context: RequestContext) => unknown) | undefined;
    if (!handler) {
      throw new RequestProblem(`The Stepthrough debugger has no request "${command}".`);
    }
    return await handler(request.arguments ?? {}, context);
  };

  channel.listen({
    message: (message) => {
      if (isRequest(message)) void answer(message);
    },
    close: closed,
  });
  return dispatcher;
}

function isRequest(message: unknown): message is DebugProtocol.Request {
  if (typeof message !== 'object' || message === null) return false;
  const { type, seq, command } = message as { [name: string]: unknown };
  return type === 'request' && typeof seq === 'number' && typeof command === 'string';
}

/** A fault of the adapter or of the request's form is told with the request that met it. */
function describe(command: string, error: unknown): string {
  if (error instanceof RequestProblem) return error.message;
  return `The request "${command}" could not be done: ${messageOf(error)}`;
}

/** What a response says of its request. */
type Answered = Pick<DebugProtocol.Response, 'type' | 'request_seq' | 'command'>;

function success(response: Answered, body: unknown): Omit<DebugProtocol.Response, 'seq'> {
  return { ...response, success: true, ...(body === undefined ? {} : { body }) };
}

function failure(
  response: Answered,
  message: string,
  showUser: boolean,
): Omit<DebugProtocol.ErrorResponse, 'seq'> {
  const error = { id: 1, format: '{text}', variables: { text: message }, showUser };
  return { ...response, success: false, message, body: { error } };
}
