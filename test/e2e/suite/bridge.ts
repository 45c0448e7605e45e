/**
 * What a window on VS Code's server runs as its tests: it keeps the window, and does what the tests
 * outside ask for. Its address is the line `Bridge ADDRESS` of the console.
 */
import { serveHttp } from '@stepthrough/hosting';
import { type RequestName, requests } from './requests.ts';

const isRequest = (name: string): name is RequestName => name in requests;

export async function run(): Promise<void> {
  const server = await serveHttp({
    port: 0,
    maximumConnections: 4,
    maximumBody: 10_000,
    routes: [
      {
        method: 'POST',
        path: /^\/(\w+)$/,
        answer: ({ parameters: [name = ''], body, respond }) => {
          if (!isRequest(name)) {
            respond(404, `There is no request ${name}.`);
            return;
          }
          requests[name](body?.toString() ?? '').then(
            (value) => {
              respond(200, value ?? null);
            },
            (error: unknown) => {
              respond(500, String(error));
            },
          );
        },
      },
    ],
  });
  console.log(`Bridge http://${server.address}`);
  // The page that shows the window ends it.
  await new Promise<never>(() => undefined);
}
