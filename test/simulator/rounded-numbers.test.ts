/** Whole numbers that a double cannot hold: the log tells each of them, with its place, before anything runs. */
import { parse } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation } from '@stepthrough/simulator';
import { expect, it } from 'vitest';

const big = '9007199254740993';
const told = (place: string) =>
  `${place}: ${big} is 9007199254740992 here, where numbers are doubles; AWS keeps it as it is. A text keeps its digits.`;

const definition = (result: string) =>
  `{ "StartAt": "A",\n  "States": { "A": { "Type": "Pass", "Result": ${result}, "End": true } } }`;

function linesOf(result: string, scenarioText: string, path = 'm.asl.json'): readonly string[] {
  const { scenario, problems } = readScenario(scenarioText, 's.scenario.yaml');
  expect(problems).toEqual([]);
  const document = parse(definition(result), 'json');
  const simulation = new Simulation({
    program: { path, document },
    ...(scenario && { scenario }),
    machines: { other: { path: 'other.asl.json', document } },
    notices: ['of the input'],
  });
  const log = simulation.log().filter(({ kind }) => kind === 'numberRounded');
  return log.map(({ message }) => message);
}

it('of definitions, of the scenario and of the input', () => {
  expect(linesOf(big, `scenario: 1\ninput:\n  n: ${big}\n  s: "${big}"\n`)).toEqual([
    told('m.asl.json:2:48'),
    told('other.asl.json:2:48'),
    told('s.scenario.yaml:3:6'),
    'of the input',
  ]);
});

it('not those that it can hold', () => {
  expect(linesOf('9007199254740992', 'scenario: 1\ninput: 9007199254740992\n')).toEqual([
    'of the input',
  ]);
});

it('tells a number of more than 64 bits from one that AWS keeps', () => {
  const [line] = linesOf('[9223372036854775808, 9223372036854775809]', 'scenario: 1\ninput: 1\n');
  expect(line).toBe(
    'm.asl.json:2:49: 9223372036854775808 is 9223372036854776000 here, where numbers are doubles; AWS keeps whole numbers of 64 bits alone. A text keeps its digits.',
  );
});
