/** One running function: a process and the Runtime API server that it asks for invocations. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '@stepthrough/asl';
import type { Bootstrap } from './bootstraps.ts';

export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  /** Absolute path of the folder of the code. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: { readonly [name: string]: string };
}

interface InstanceAnswer {
  readonly payload: Json;
  readonly isError: boolean;
}

export class Instance {
  readonly #settings: FunctionSettings;
  readonly #server: Server;
  #process: ChildProcess | undefined;
  #waiting: ServerResponse | undefined;
  #current:
    | { readonly id: string; readonly event: Json; readonly end: (answer: InstanceAnswer) => void }
    | undefined;
  #ended: InstanceAnswer | undefined;

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.#serve(request.url ?? '', Buffer.concat(chunks).toString(), response);
      });
    });
  }

  /** Whether its process can take another invocation. */
  get isAlive(): boolean {
    return this.#ended === undefined;
  }

  async start({ command, toolchain }: Bootstrap): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    const { name, handler, folder, memoryMb, environment } = this.#settings;
    const [program = '', ...rest] = command;
    const child = spawn(program, rest, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        ...environment,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
        _HANDLER: handler,
        LAMBDA_TASK_ROOT: folder,
        ELECTRON_RUN_AS_NODE: '1',
      },
    });
    this.#process = child;
    child.stderr.resume();
    child.on('error', () => {
      this.#end(
        'Runtime.InvalidEntrypoint',
        `${toolchain} is needed to run "${name}" and was not found (${program}); install it, or answer the function in the scenario.`,
      );
    });
    child.on('exit', (code) => {
      this.#end(
        'Runtime.ExitError',
        `Runtime exited ${code === null ? 'by a signal' : `with error: exit status ${code}`}`,
      );
    });
  }

  /** Never rejects; a handler that takes too long is ended with its process. */
  async invoke(id: string, event: Json): Promise<InstanceAnswer> {
    const { timeoutMs } = this.#settings;
    return new Promise((resolve) => {
      if (this.#ended) {
        resolve(this.#ended);
        return;
      }
      const timer = setTimeout(() => {
        const seconds = (timeoutMs / 1000).toFixed(2);
        this.#end(
          'Sandbox.Timedout',
          `RequestId: ${id} Error: Task timed out after ${seconds} seconds`,
        );
        this.#process?.kill('SIGKILL');
      }, timeoutMs);
      const end = (answer: InstanceAnswer): void => {
        clearTimeout(timer);
        this.#current = undefined;
        resolve(answer);
      };
      this.#current = { id, event, end };
      if (this.#waiting) this.#give(this.#waiting);
    });
  }

  stop(): void {
    this.#process?.kill('SIGKILL');
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #serve(url: string, body: string, response: ServerResponse): void {
    if (url.endsWith('/invocation/next')) {
      this.#waiting = response;
      if (this.#current) this.#give(response);
      return;
    }
    response.writeHead(202).end('{"status":"OK"}');
    const payload = body === '' ? null : (JSON.parse(body) as Json);
    const isError = url.endsWith('/error');
    if (url.endsWith('/init/error')) this.#ended = { payload, isError };
    this.#current?.end({ payload, isError });
  }

  #give(response: ServerResponse): void {
    if (!this.#current) return;
    this.#waiting = undefined;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': this.#current.id,
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + this.#settings.timeoutMs),
      'Lambda-Runtime-Invoked-Function-Arn': this.#settings.arn,
    });
    response.end(JSON.stringify(this.#current.event));
  }

  #end(errorType: string, errorMessage: string): void {
    this.#ended ??= { payload: { errorType, errorMessage }, isError: true };
    this.#current?.end(this.#ended);
  }
}
