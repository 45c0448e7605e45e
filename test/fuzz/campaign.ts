/** One kind of input in a process of its own: `campaign.ts NAME FIRST_SEED MILLISECONDS CASES`. */
import { performance } from 'node:perf_hooks';
import type { CampaignName, FromCampaign } from './campaign-protocol.ts';
import { Random } from './random.ts';
import { said } from './said.ts';

/**
 * One case. It tells what it is about before each thing it does, none of which may take long.
 * @throws what goes wrong
 */
export type Case = (random: Random, tell: (about: string) => void) => Promise<void>;

/** A campaign may have to start something before its first case. */
interface Campaign {
  readonly runCase: Case;
}

const campaigns: { readonly [name in CampaignName]: () => Promise<Campaign> } = {
  documents: () => import('./campaigns/documents.ts'),
  machines: () => import('./campaigns/machines.ts'),
  worlds: () => import('./campaigns/worlds.ts'),
  scenarios: () => import('./campaigns/scenarios.ts'),
  expressions: () => import('./campaigns/expressions.ts'),
  services: () => import('./campaigns/services.ts'),
  'language-server': () => import('./campaigns/language-server.ts'),
  'debug-adapter': () => import('./campaigns/debug-adapter.ts'),
  ports: () => import('./campaigns/ports.ts'),
};

/** Cases before memory is compared, and between two comparisons. */
const warmUp = 20;

/** Words by which every limit of ours or of AWS is told. */
const limits =
  /Stepthrough ends it there|might take too long|evaluation timeout|memory limit|maximum number|may go in circles|is longer than|more than|at most|too deep|exceed/;

const [name = '', firstSeed = '0', milliseconds = '0', cases = '1'] = process.argv.slice(2);
const { runCase } = await campaigns[name as CampaignName]();
const until = performance.now() + Number(milliseconds);
let [base, growth] = [0, 0];
/** When the last message has left: cases without a pause would leave no turn in which it could. */
let heard: Promise<void> = Promise.resolve();
for (let seed = Number(firstSeed), count = 0; ; seed += 1, count += 1) {
  await runOne(seed);
  await heard;
  if (count % warmUp === warmUp - 1) {
    globalThis.gc?.();
    const { rss } = process.memoryUsage();
    if (base === 0) base = rss;
    growth = Math.max(0, rss - base);
  }
  if (performance.now() >= until || count + 1 >= Number(cases)) break;
}
process.exit(0);

async function runOne(seed: number): Promise<void> {
  let about = '';
  send({ kind: 'begin', seed, about });
  let [before, busy] = [process.threadCpuUsage(), 0];
  const lap = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    busy = Math.max(busy, Math.round((user + system) / 1000));
    before = process.threadCpuUsage();
  };
  let failure: string | undefined;
  try {
    await runCase(new Random(seed), (text) => {
      lap();
      about = text.length > 3000 ? `${text.slice(0, 3000)}…` : text;
      send({ kind: 'begin', seed, about });
    });
  } catch (problem) {
    failure = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    if (problem instanceof Error && problem.cause !== undefined)
      failure += `\ncaused by ${describe(problem.cause)}`;
  }
  lap();
  const isLimited = limits.test(said.join('\n'));
  said.length = 0;
  send({ kind: 'end', busy, isLimited, growth, failure });
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

function send(message: FromCampaign): void {
  heard = new Promise((resolve) => {
    if (!process.send) resolve();
    else
      process.send(message, () => {
        resolve();
      });
  });
}
