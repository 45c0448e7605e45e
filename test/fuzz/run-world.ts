/** Runs any definition in a simulated world: buckets with files, queues, answers that a seed chooses. */
import { parse, type Json, type Syntax } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { runHeadless, type HeadlessResult } from '@stepthrough/simulator';
import { Answers, errors } from './answers.ts';
import { likelyValue } from './likely-value.ts';
import { oddValue } from './mutate.ts';
import type { Random } from './random.ts';

/**
 * How the run ended.
 *
 * @throws Error when the simulation throws, or an execution ends with a fault of our own
 */
export async function runInWorld(
  text: string,
  syntax: Syntax,
  random: Random,
): Promise<HeadlessResult['end'] | 'noMachine'> {
  const document = parse(text, syntax);
  if (!document.machine || document.problems.length > 0) return 'noMachine';
  const likely = likelyValue(text, random);
  const { scenario, problems } = readScenario(
    JSON.stringify(scenarioFor(likely, random)),
    'fuzz.scenario.json',
  );
  if (!scenario) throw new Error(problems.map(({ message }) => message).join('\n'));
  const { end, simulation } = await runHeadless({
    program: {
      path: 'fuzz.asl.json',
      document,
      type: random.chance(0.3) ? 'EXPRESS' : 'STANDARD',
    },
    scenario,
    input: random.chance(0.8) ? likely : oddValue(random),
    // A payload that grows with each state makes a history that grows with their square.
    maximumEvents: 1_000,
    limits: { executions: 30, children: 500, keptChildren: 10 },
  });
  for (const { id, snapshot } of simulation.executions()) {
    if (snapshot.error?.startsWith('Stepthrough.')) throw new Error(snapshot.cause);
    simulation.history(id);
  }
  return end;
}

function scenarioFor(likely: Json, random: Random): Json {
  const answers = new Answers(likely, random);
  return {
    resources: {
      buckets: {
        b: {
          x: '\uFEFFa,b\r1,2\r',
          k: random.chance(0.5) ? '[1,{"a":2}]' : JSON.stringify(oddValue(random)),
          'x/1': '{"n":1}\n{"n":2}',
        },
      },
      queues: { q: {} },
    },
    answers: Array.from({ length: 4 }, () => answerFor(answers)),
  };
}

function answerFor(answers: Answers): Json {
  const { random } = answers;
  const match = { attempt: random.below(2) };
  const timing = random.chance(0.3)
    ? { after: random.below(500), heartbeats: random.below(3) }
    : {};
  const times = { times: 1 + random.below(3) };
  if (random.chance(0.25)) {
    const thrown = { error: random.pick(errors) ?? 'E' };
    return { match, throw: thrown, ...timing, ...times };
  }
  const outcome = answers.outcome();
  return {
    match,
    return: 'value' in outcome ? outcome.value : null,
    validate: 'NONE',
    ...timing,
    ...times,
  };
}
