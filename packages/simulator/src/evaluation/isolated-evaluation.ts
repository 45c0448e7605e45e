/** Evaluations on a thread of their own, one after the other, within limits of time and memory. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { type JsonataOutcome, stoppedJsonata } from '@stepthrough/expressions';
import type { FromWorker, TemplateRequest } from './template-request.ts';

/** Real milliseconds of one evaluation. AWS has a limit of time as well, and does not tell it. */
const maxMilliseconds = 2_000;

/** Real milliseconds until a thread must have begun, which a busy machine is slow to start. */
const maxStartMilliseconds = 15_000;

/** Megabytes of the thread's heap. */
const maxMegabytes = 192;

/** How an evaluation ends whose thread does not answer: with what went wrong, if AWS has no words for it. */
type Ending = JsonataOutcome | Error;

class Evaluator {
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** In the order in which they were asked for. */
  evaluate(request: TemplateRequest): Promise<JsonataOutcome> {
    const outcome = this.#last.then(() => this.#run(request));
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  async #run(request: TemplateRequest): Promise<JsonataOutcome> {
    const worker = (this.#worker ??= startWorker());
    // Only while it works does the thread keep the process.
    worker.ref();
    const ending = await answerOf(worker, request);
    if (ending.isThreadLost) {
      this.#worker = undefined;
      await worker.terminate();
    } else worker.unref();
    if (ending.value instanceof Error) throw ending.value;
    return ending.value;
  }
}

function answerOf(
  worker: Worker,
  request: TemplateRequest,
): Promise<{ readonly value: Ending; readonly isThreadLost: boolean }> {
  const { template, field } = request;
  let current = 0;
  let hasBegun = false;
  return new Promise((resolve) => {
    const end = (value: Ending, isThreadLost: boolean): void => {
      clearTimeout(timer);
      worker.off('message', hear).off('error', fail);
      resolve({ value, isThreadLost });
    };
    const hear = (message: FromWorker): void => {
      if (message.kind === 'outcome') {
        end(message.outcome, false);
        return;
      }
      current = message.index;
      if (hasBegun) return;
      hasBegun = true;
      clearTimeout(timer);
      timer = setTimeout(stop, maxMilliseconds);
    };
    const fail = (error: Error & { readonly code?: string }): void => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(isMemory ? stoppedJsonata(template, field, current, 'memory') : error, true);
    };
    const stop = (): void => {
      end(stoppedJsonata(template, field, current, 'time'), true);
    };
    let timer = setTimeout(stop, maxStartMilliseconds);
    worker.on('message', hear).on('error', fail);
    worker.postMessage(request);
  });
}

/** From source beside this file; in a bundle beside the program. */
function startWorker(): Worker {
  const source = join(import.meta.dirname, 'evaluation-worker.ts');
  const bundle = join(import.meta.dirname, 'evaluation-worker.mjs');
  return new Worker(existsSync(source) ? source : bundle, {
    // Flags of the process that is debugged or tested are not the thread's.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxMegabytes, maxYoungGenerationSizeMb: 32 },
  });
}

/** One for the process: a thread takes longer to start than most evaluations to end. */
const evaluator = new Evaluator();

export function isolatedEvaluation(request: TemplateRequest): Promise<JsonataOutcome> {
  return evaluator.evaluate(request);
}
