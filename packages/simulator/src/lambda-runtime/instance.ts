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
  /** Of the Runtime API; 0 for a free one. */
  readonly port: number;
}

export interface InstanceAnswer {
  readonly payload: Json;
  readonly isError: boolean;
  /** What the handler has written, the last lines of it. */
  readonly output: readonly string[];
}

/** Lines of a handler's output that are kept for one invocation. */
const outputLimit = 50;

const outputDelayMs = 5;

export class Instance {
  readonly #settings: FunctionSettings;
  readonly #server: Server;
  #process: ChildProcess | undefined;
  #waiting: ServerResponse | undefined;
  #current:
    | {
        readonly id: string;
        readonly event: Json;
        readonly end: (answer: Omit<InstanceAnswer, 'output'>) => void;
      }
    | undefined;
  #ended: Omit<InstanceAnswer, 'output'> | undefined;
  #output = '';
  #begunAt = 0;
  #initMs: number | undefined;

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

  /** How long its start took; told once. */
  takeInitMs(): number | undefined {
    const taken = this.#initMs;
    this.#initMs = undefined;
    return taken;
  }

  /** The code of what went wrong with its server, if anything did. */
  async start({ command, toolchain }: Bootstrap): Promise<string | undefined> {
    this.#begunAt = performance.now();
    const problem = await new Promise<string | undefined>((resolve) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? error.message);
      });
      this.#server.listen(this.#settings.port, '127.0.0.1', () => {
        resolve(undefined);
      });
    });
    if (problem !== undefined) return problem;
    const { port } = this.#server.address() as AddressInfo;
    const { name, handler, folder, memoryMb, environment } = this.#settings;
    const [program = '', ...rest] = command;
    const child = spawn(program, rest, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        ...environment,
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
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
    });
    this.#process = child;
    const keep = (chunk: Buffer): void => {
      this.#output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
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
    return undefined;
  }

  /** Never rejects; a handler that takes too long is ended with its process. */
  async invoke(id: string, event: Json): Promise<InstanceAnswer> {
    const { timeoutMs } = this.#settings;
    return new Promise((resolve) => {
      if (this.#ended) {
        resolve({ ...this.#ended, output: this.#takeOutput() });
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
      const end = (answer: Omit<InstanceAnswer, 'output'>): void => {
        clearTimeout(timer);
        this.#current = undefined;
        // What was written before the answer may still be on its way.
        setTimeout(() => {
          resolve({ ...answer, output: this.#takeOutput() });
        }, outputDelayMs);
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

  #takeOutput(): readonly string[] {
    const lines = this.#output.split('\n').filter((line) => line !== '');
    this.#output = '';
    return lines.slice(-outputLimit);
  }

  #serve(url: string, body: string, response: ServerResponse): void {
    if (url.endsWith('/invocation/next')) {
      this.#waiting = response;
      if (this.#begunAt > 0) this.#initMs = performance.now() - this.#begunAt;
      this.#begunAt = 0;
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
