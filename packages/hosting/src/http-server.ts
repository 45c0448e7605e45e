import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closed, listen, loopback, type SocketServer } from './socket-server.ts';
import { isSecret, newSecret } from './secret.ts';

export interface HttpServer extends SocketServer {
  /** `127.0.0.1:PORT/SECRET`: what comes after `http://` for whoever may call. */
  readonly address: string;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Of the path behind the secret; its groups become the parameters. */
  readonly path: RegExp;
  readonly answer: (call: HttpCall) => void;
}

export interface HttpCall {
  readonly parameters: readonly string[];
  /** `undefined` when it was larger than the server takes. */
  readonly body: Buffer | undefined;
  /** Answers with JSON, once; nothing happens when the caller has gone. */
  respond(status: number, body: unknown, headers?: { readonly [name: string]: string }): void;
  /** Tells when the caller has gone before it was answered. */
  onGone(listener: () => void): void;
}

/** Milliseconds in which a request has to come. */
const limits = { headers: 5000, request: 30_000, check: 1000 };

/**
 * Serves HTTP to processes of this machine that know the address; 0 takes a free port. A web page does
 * not: it cannot know the random first segment of the path, its requests carry an Origin, and a name
 * that resolves to this machine is not the Host. Whatever is malformed is answered or cut.
 * @throws the error of the system when the port cannot be had
 */
export async function serveHttp(options: {
  readonly port: number;
  readonly maximumConnections: number;
  /** Bytes. */
  readonly maximumBody: number;
  readonly routes: readonly Route[];
}): Promise<HttpServer> {
  const secret = newSecret();
  let port = options.port;
  const server = createServer(
    {
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      connectionsCheckingInterval: limits.check,
    },
    (request, response) => {
      // A caller that goes away in the middle is not to be answered.
      request.on('error', () => response.destroy());
      response.on('error', () => response.destroy());
      const found = findRoute(request, options.routes, secret, port);
      if ('status' in found) {
        request.resume();
        respond(response, found.status, { message: found.message }, { Connection: 'close' });
        return;
      }
      readBody(request, options.maximumBody, (body) => {
        answer(found, body, response);
      });
    },
  );
  server.maxConnections = options.maximumConnections;
  server.on('clientError', (_error, socket) => {
    const refusal = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
    if (socket.writable) socket.end(refusal, () => socket.destroy());
    else socket.destroy();
  });
  port = await listen(server, options.port);
  return {
    port,
    address: `${loopback}:${port}/${secret}`,
    close: () =>
      closed(server, () => {
        server.closeAllConnections();
      }),
  };
}

interface Found {
  readonly route: Route;
  readonly parameters: readonly string[];
}

interface Refused {
  readonly status: number;
  readonly message: string;
}

function findRoute(
  { method, url = '', headers }: IncomingMessage,
  routes: readonly Route[],
  secret: string,
  port: number,
): Found | Refused {
  if (headers.host !== `${loopback}:${port}`) {
    return { status: 403, message: `The Host is not ${loopback}:${port}.` };
  }
  if (headers.origin !== undefined) {
    return { status: 403, message: 'Requests of web pages are not answered.' };
  }
  const [, first, path] = /^\/([^/]*)(\/.*)$/s.exec(url) ?? [];
  if (path === undefined || !isSecret(first, secret)) {
    return { status: 403, message: 'The path does not begin with the secret of this server.' };
  }
  const fitting = routes.flatMap((route) => {
    const match = route.path.exec(path);
    return match ? [{ route, parameters: match.slice(1) }] : [];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found) return found;
  return fitting.length > 0
    ? { status: 405, message: `${method ?? ''} is not answered here.` }
    : { status: 404, message: 'There is nothing at this path.' };
}

/** A body above the maximum is read to its end, so that the answer is heard, but not kept. */
function readBody(
  request: IncomingMessage,
  maximum: number,
  ended: (body: Buffer | undefined) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maximum) chunks = [];
    else chunks.push(chunk);
  });
  request.on('end', () => {
    ended(size > maximum ? undefined : Buffer.concat(chunks, size));
  });
}

function answer(
  { route, parameters }: Found,
  body: Buffer | undefined,
  response: ServerResponse,
): void {
  try {
    route.answer({
      parameters,
      body,
      respond: (status, json, headers) => {
        respond(response, status, json, headers);
      },
      onGone: (listener) => {
        response.once('close', () => {
          if (!response.writableFinished) listener();
        });
      },
    });
  } catch (error) {
    // A request is no reason to end the process, whatever it holds.
    const message = error instanceof Error ? error.message : String(error);
    respond(response, 500, { message });
  }
}

function respond(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: { readonly [name: string]: string } = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
