/** Mutated scenario files and mock files: read, and run as far as they can be run. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, syntaxOf } from '@stepthrough/asl';
import { LimitReached } from '@stepthrough/expressions';
import { readScenario, SimulationProblem } from '@stepthrough/scenario';
import { beginsByItself, runHeadless } from '@stepthrough/simulator';
import type { Case } from '../campaign.ts';
import { mutateText } from '../mutate-text.ts';
import { said } from '../said.ts';
import { everything } from '../world-of-everything.ts';

const samples = join(import.meta.dirname, '../../../samples');

interface Subject {
  readonly path: string;
  readonly text: string;
}

const fromSamples: readonly Subject[] = readdirSync(samples, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.scenario\.(?:ya?ml|json)$/.test(name))
  .map((name) => join(samples, name))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const subjects = [...fromSamples, { path: join(samples, 'x.scenario.yaml'), text: everything }];

const idle =
  '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q", "MessageBody.$": "$"}, "End": true}}}';

export const runCase: Case = async (random, tell) => {
  const { path, text } = random.pick(subjects);
  const mutated = mutateText(text, random);
  tell(`${path}\n${mutated}`);
  const { scenario, problems } = readScenario(mutated, path);
  said.push(...problems.map(({ message }) => message));
  if (!scenario || hasHandlers(mutated)) return;
  const definition = readdirSync(dirname(path)).find((name) => /\.asl\.(?:json|ya?ml)$/.test(name));
  const program = definition === undefined ? undefined : join(dirname(path), definition);
  const document =
    program === undefined
      ? parse(idle, 'json')
      : parse(readFileSync(program, 'utf8'), syntaxOf(program));
  try {
    const { problem } = await runHeadless({
      program: { path: program ?? 'x.asl.json', document },
      scenario,
      maximumEvents: 5_000,
      limits: { executions: 200, children: 1_000 },
      ...(beginsByItself(scenario) ? {} : { input: {} }),
    });
    if (problem !== undefined) said.push(problem);
  } catch (error) {
    if (!(error instanceof SimulationProblem || error instanceof LimitReached)) throw error;
    said.push(error.message);
  }
};

/** Real handlers are what another campaign is about. */
function hasHandlers(text: string): boolean {
  return text.includes('handler');
}
