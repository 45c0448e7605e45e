/**
 * `npm run fuzz [-- SECONDS] [--only NAME] [--seed N] [--cases N]`: runs what users, files, clients and web pages might
 * send, mutated, at every door. Each kind of input has a process of its own, so that one that hangs
 * or ends is seen. Every case has a seed, which is printed when it fails: `--only NAME --seed N`
 * runs that case again. `--cases` ends a campaign after so many, so that the same ones are run everywhere.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { campaignNames, type FromCampaign } from './campaign-protocol.ts';

/**
 * Processor milliseconds for which a case may keep its thread when no limit has ended it; what is
 * busy elsewhere does not count, nor do evaluations on threads of their own, which have their own limits.
 */
const maxBusy = 1_000;

/** Real milliseconds after which a case hangs, whatever it is doing. */
const maxSilence = 15_000;

/** Bytes by which a process may grow after it has warmed up. */
const maxGrowth = 500 * 1024 * 1024;

interface Report {
  readonly name: string;
  readonly cases: number;
  readonly first: number;
  readonly failures: readonly string[];
  readonly slowest: number;
  readonly growth: number;
}

const { values, positionals } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string' }, cases: { type: 'string' } },
  allowPositionals: true,
});
const seconds = Number(positionals[0] ?? 60);
const maxCases = Number(values.cases ?? Infinity);
if (!(seconds > 0) || (values.only !== undefined && !isCampaign(values.only))) {
  console.error(
    `npm run fuzz [-- SECONDS] [--only NAME] [--seed N] [--cases N]; NAME is one of ${campaignNames.join(', ')}.`,
  );
  process.exit(2);
}
const names =
  values.only === undefined ? campaignNames : campaignNames.filter((name) => name === values.only);
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 1_000_000) * 1_000;
const oneCase = values.seed !== undefined && values.only !== undefined;
const first = oneCase ? Number(values.seed) : seed;

const reports: Report[] = [];
// Two at a time, as there are processors on a small machine.
const queue = [...names];
const share = (seconds * 1000 * 2) / names.length;
await Promise.all(
  [0, 1].map(async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      reports.push(await runCampaign(name, oneCase ? 0 : Math.min(share, seconds * 1000)));
    }
  }),
);

for (const { name, cases, first: from, slowest, growth, failures } of reports) {
  const range = cases === 0 ? 'no case' : `seeds ${from} to ${from + cases - 1}`;
  console.log(
    `${name.padEnd(16)} ${String(cases).padStart(7)} cases  ${range}  slowest ${slowest} ms  grew ${Math.round(growth / 1e6)} MB  ${failures.length} failed`,
  );
  for (const failure of failures) console.log(`\n${failure}\n`);
}
const failed = reports.reduce((sum, { failures }) => sum + failures.length, 0);
const passed = reports.filter(({ failures }) => failures.length === 0).length;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function isCampaign(name: string): boolean {
  return campaignNames.some((known) => known === name);
}

/** Begins processes one after the other until the time is over, since one that fails is not trusted any more. */
async function runCampaign(name: string, milliseconds: number): Promise<Report> {
  const until = performance.now() + milliseconds;
  const failures: string[] = [];
  let [next, slowest, growth] = [first, 0, 0];
  do {
    const ended = await runProcess(name, next, Math.max(0, until - performance.now()));
    next = ended.next;
    slowest = Math.max(slowest, ended.slowest);
    growth = Math.max(growth, ended.growth);
    if (ended.failure !== undefined) {
      const again = `npm run fuzz -- --only ${name} --seed ${next - 1}`;
      failures.push(`${name}, seed ${next - 1} (${again}):\n${ended.failure}`);
    }
  } while (performance.now() < until && next - first < maxCases && failures.length < 5);
  return { name, cases: next - first, first, failures, slowest, growth };
}

interface Ended {
  /** The seed after the last case. */
  readonly next: number;
  readonly failure: string | undefined;
  readonly slowest: number;
  readonly growth: number;
}

function runProcess(name: string, from: number, milliseconds: number): Promise<Ended> {
  return new Promise((resolve) => {
    const left = String(first + maxCases - from);
    const args = [name, String(from), String(Math.round(milliseconds)), left];
    const child = fork(join(import.meta.dirname, 'campaign.ts'), args, {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let [next, slowest, growth, about, errors] = [from, 0, 0, '', ''];
    let failure: string | undefined;
    const fail = (reason: string): void => {
      failure ??= about === '' ? reason : `${reason}\n${about}`;
      child.kill('SIGKILL');
    };
    let silence: NodeJS.Timeout | undefined;
    const listen = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        fail(`hangs: nothing for ${maxSilence / 1000} seconds`);
      }, maxSilence);
    };
    listen();
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
    });
    child.on('message', (message: FromCampaign) => {
      // What the process does until it is killed is no case of this run.
      if (failure !== undefined) return;
      listen();
      if (message.kind === 'begin') {
        next = message.seed + 1;
        about = message.about;
        return;
      }
      slowest = Math.max(slowest, message.busy);
      growth = Math.max(growth, message.growth);
      if (message.failure !== undefined) fail(message.failure);
      else if (message.busy > maxBusy && !message.isLimited) {
        fail(`was busy for ${message.busy} ms, and no limit has ended it`);
      } else if (message.growth > maxGrowth) {
        fail(`has grown by ${Math.round(message.growth / 1e6)} MB`);
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(silence);
      if (code !== 0) fail(`the process ended with ${code ?? signal}: ${errors}`);
      resolve({ next, failure, slowest, growth });
    });
  });
}
