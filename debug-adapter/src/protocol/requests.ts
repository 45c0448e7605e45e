/** The requests that a client may send: their arguments and the bodies of their answers. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { DebugRequests, InlineValues } from '@stepthrough/protocol';

interface Exchange<Request extends P.Request, Response extends P.Response> {
  /** An absent object is an empty one: the dispatcher sees to it. */
  readonly arguments: NonNullable<Request['arguments']>;
  readonly body: Response['body'];
}

interface Requests {
  readonly initialize: Exchange<P.InitializeRequest, P.InitializeResponse>;
  readonly launch: Exchange<P.LaunchRequest, P.LaunchResponse>;
  readonly configurationDone: Exchange<P.ConfigurationDoneRequest, P.ConfigurationDoneResponse>;
  readonly cancel: Exchange<P.CancelRequest, P.CancelResponse>;
  readonly restart: Exchange<P.RestartRequest, P.RestartResponse>;
  readonly disconnect: Exchange<P.DisconnectRequest, P.DisconnectResponse>;
  readonly terminate: Exchange<P.TerminateRequest, P.TerminateResponse>;
  readonly breakpointLocations: Exchange<
    P.BreakpointLocationsRequest,
    P.BreakpointLocationsResponse
  >;
  readonly setBreakpoints: Exchange<P.SetBreakpointsRequest, P.SetBreakpointsResponse>;
  readonly setFunctionBreakpoints: Exchange<
    P.SetFunctionBreakpointsRequest,
    P.SetFunctionBreakpointsResponse
  >;
  readonly setExceptionBreakpoints: Exchange<
    P.SetExceptionBreakpointsRequest,
    P.SetExceptionBreakpointsResponse
  >;
  readonly dataBreakpointInfo: Exchange<P.DataBreakpointInfoRequest, P.DataBreakpointInfoResponse>;
  readonly setDataBreakpoints: Exchange<P.SetDataBreakpointsRequest, P.SetDataBreakpointsResponse>;
  readonly continue: Exchange<P.ContinueRequest, P.ContinueResponse>;
  readonly next: Exchange<P.NextRequest, P.NextResponse>;
  readonly stepIn: Exchange<P.StepInRequest, P.StepInResponse>;
  readonly stepOut: Exchange<P.StepOutRequest, P.StepOutResponse>;
  readonly stepBack: Exchange<P.StepBackRequest, P.StepBackResponse>;
  readonly reverseContinue: Exchange<P.ReverseContinueRequest, P.ReverseContinueResponse>;
  readonly restartFrame: Exchange<P.RestartFrameRequest, P.RestartFrameResponse>;
  readonly pause: Exchange<P.PauseRequest, P.PauseResponse>;
  readonly threads: Exchange<P.ThreadsRequest, P.ThreadsResponse>;
  readonly stackTrace: Exchange<P.StackTraceRequest, P.StackTraceResponse>;
  readonly scopes: Exchange<P.ScopesRequest, P.ScopesResponse>;
  readonly variables: Exchange<P.VariablesRequest, P.VariablesResponse>;
  readonly setVariable: Exchange<P.SetVariableRequest, P.SetVariableResponse>;
  readonly source: Exchange<P.SourceRequest, P.SourceResponse>;
  readonly loadedSources: Exchange<P.LoadedSourcesRequest, P.LoadedSourcesResponse>;
  readonly evaluate: Exchange<P.EvaluateRequest, P.EvaluateResponse>;
  readonly completions: Exchange<P.CompletionsRequest, P.CompletionsResponse>;
  readonly exceptionInfo: Exchange<P.ExceptionInfoRequest, P.ExceptionInfoResponse>;
  readonly 'stepthrough.start': {
    readonly arguments: DebugRequests['stepthrough.start'];
    readonly body: undefined;
  };
  readonly 'stepthrough.inlineValues': {
    readonly arguments: DebugRequests['stepthrough.inlineValues'];
    readonly body: InlineValues;
  };
}

type Command = keyof Requests;

export interface RequestContext {
  /** Aborted by a `cancel` request of the client. */
  readonly signal: AbortSignal;
  /** Does something once the response has been sent, as events that follow from the request need. */
  readonly afterResponse: (action: () => void) => void;
}

type Handler<C extends Command> = (
  args: Requests[C]['arguments'],
  context: RequestContext,
) => Body<C> | Promise<Body<C>>;

/** The library types a body without members as `any`; nothing is sent then. */
type Body<C extends Command> = 0 extends 1 & Requests[C]['body'] ? undefined : Requests[C]['body'];

/** The one table of what the adapter can do. */
export type Handlers = { readonly [C in Command]: Handler<C> };
