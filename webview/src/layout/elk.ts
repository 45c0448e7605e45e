import type { ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs/lib/elk-api.js';
import workerText from 'elk-worker:text';

/** ELK cannot be asked to stop, so a layout that takes longer ends with its worker. Milliseconds. */
const patience = 5000;

/**
 * ELK in a worker of its own. VS Code allows workers only from blobs, and loading anything inside
 * one fails, so the worker's whole script is in this bundle.
 */
const workerUrl = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));
let elk = start();
/** One request at a time, so that each has the worker's whole patience. */
let queue: Promise<unknown> = Promise.resolve();

export function layoutWithElk(graph: ElkNode): Promise<ElkNode | undefined> {
  const answer = queue.then(() => ask(graph));
  queue = answer.catch(() => undefined);
  return answer;
}

function start() {
  return new ELK({ workerFactory: () => new Worker(workerUrl) });
}

async function ask(graph: ElkNode): Promise<ElkNode | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      elk.terminateWorker();
      elk = start();
      resolve(undefined);
    }, patience);
  });
  // An exception inside ELK ends like a timeout: plain rows, and the page says so.
  const laidOut = elk.layout(graph).catch(() => undefined);
  const answer = await Promise.race([laidOut, tooLong]);
  clearTimeout(timer);
  return answer;
}
