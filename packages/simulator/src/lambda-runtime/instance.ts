/** One running function: a process, and the Runtime API that it asks for invocations. */
import type { Json } from '@stepthrough/json';
import { spawnOwned, type OwnedProcess, type ProcessEnd } from '@stepthrough/hosting';
import type { Bootstrap } from './bootstraps.ts';
import type { FunctionAnswer } from './function-answer.ts';
import { OutputTail } from './output-tail.ts';
import { RuntimeApi } from './runtime-api.ts';

export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  /** Absolute path of the folder of the code. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: { readonly [name: string]: string };
  /** Of the Runtime API; 0 for a free one. */
  readonly port: number;
}

export interface InstanceAnswer extends FunctionAnswer {
  /** What the handler has written, the last lines of it. */
  readonly output: readonly string[];
}

const outputDelayMs = 5;

export class Instance {
  readonly #settings: FunctionSettings;
  readonly #api: RuntimeApi;
  readonly #output = new OutputTail();
  #process: OwnedProcess | undefined;
  /** Ends the present invocation. */
  #answer: ((answer: FunctionAnswer) => void) | undefined;
  #ended: FunctionAnswer | undefined;
  #begunAt = 0;
  #initMs: number | undefined;

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
    this.#api = new RuntimeApi({
      ready: () => {
        this.#initMs = performance.now() - this.#begunAt;
      },
      answered: (answer) => this.#answer?.(answer),
      initFailed: (answer) => {
        this.#ended ??= answer;
        this.#answer?.(answer);
      },
    });
  }

  /** Whether its process can take another invocation. */
  get isAlive(): boolean {
    return this.#ended === undefined;
  }

  /** How long its start took; told once. */
  takeInitMs(): number | undefined {
    const taken = this.#initMs;
    this.#initMs = undefined;
    return taken;
  }

  /** @throws the error of the system when the Runtime API cannot be served on its port */
  async start({ command, toolchain }: Bootstrap): Promise<void> {
    this.#begunAt = performance.now();
    const { name, handler, folder, memoryMb, environment, port } = this.#settings;
    const address = await this.#api.serve(port);
    this.#process = spawnOwned(command, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        ...environment,
        AWS_LAMBDA_RUNTIME_API: address,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_REGION: 'us-east-1',
        PYTHONUNBUFFERED: '1',
        // On Lambda the folder of the code cannot be written; here nothing should be left in it.
        PYTHONDONTWRITEBYTECODE: '1',
        _HANDLER: handler,
        LAMBDA_TASK_ROOT: folder,
        ELECTRON_RUN_AS_NODE: '1',
      },
      output: (stream, chunk) => {
        this.#output.add(stream, chunk);
      },
      ended: (end) => {
        this.#end(errorOf(end, name, command[0] ?? '', toolchain));
      },
    });
  }

  /** Never rejects; a handler that takes too long is ended with its process. */
  async invoke(id: string, event: Json): Promise<InstanceAnswer> {
    const { timeoutMs, arn } = this.#settings;
    return new Promise((resolve) => {
      if (this.#ended) {
        resolve({ ...this.#ended, output: this.#output.take() });
        return;
      }
      const timer = setTimeout(() => {
        const seconds = (timeoutMs / 1000).toFixed(2);
        this.#end({
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${id} Error: Task timed out after ${seconds} seconds`,
        });
        this.#process?.kill();
      }, timeoutMs);
      this.#answer = (answer) => {
        this.#answer = undefined;
        clearTimeout(timer);
        this.#api.withdraw();
        // What was written before the answer may still be on its way.
        setTimeout(() => {
          resolve({ ...answer, output: this.#output.take() });
        }, outputDelayMs);
      };
      this.#api.give({ id, event, timeoutMs, arn });
    });
  }

  /** Ends its process; an invocation that is under way is answered with that. */
  stop(): void {
    this.#process?.kill();
    this.#api.close();
    this.#end({ errorType: 'Runtime.ExitError', errorMessage: 'The function was stopped.' });
  }

  #end(error: { readonly errorType: string; readonly errorMessage: string }): void {
    this.#ended ??= { payload: error, isError: true };
    this.#answer?.(this.#ended);
  }
}

function errorOf(end: ProcessEnd, name: string, program: string, toolchain: string) {
  switch (end.kind) {
    case 'missing':
      return {
        errorType: 'Runtime.InvalidEntrypoint',
        errorMessage: `${toolchain} is needed to run "${name}" and was not found (${program}); install it, or answer the function in the scenario.`,
      };
    case 'exit':
      return {
        errorType: 'Runtime.ExitError',
        errorMessage: `Runtime exited with error: exit status ${end.code}`,
      };
    case 'signal':
      return { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited by a signal' };
  }
}
