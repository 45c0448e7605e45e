/** AWS's MockConfigFile.json: checks, and which invocations a response answers. */
import { toJson, valueOf } from '@stepthrough/asl';
import { isObject, member, textOf, type Json } from '@stepthrough/json';
import type { MockConfig, MockedResponse, Reply, ScenarioFile } from './model.ts';
import { milliseconds } from './shape/duration.ts';
import { listed, type ObjectNode, type Problem } from './nodes.ts';

export function mockConfigProblems(root: ObjectNode): readonly Problem[] {
  const machines = valueOf(root, 'StateMachines');
  const responses = valueOf(root, 'MockedResponses');
  const known = responses?.kind === 'object' ? responses : undefined;
  return [
    ...(known?.properties.flatMap(({ key, value }) =>
      value?.kind === 'object' ? responseProblems(key.value, value) : [],
    ) ?? []),
    ...(machines?.kind === 'object' ? referenceProblems(machines, known) : []),
  ];
}

/** The MockConfigFile part of a scenario file without problems; `undefined` when it has none. */
export function mockConfigOf({
  StateMachines,
  MockedResponses,
  use,
}: Pick<ScenarioFile, 'StateMachines' | 'MockedResponses' | 'use'>): MockConfig | undefined {
  if (StateMachines === undefined && MockedResponses === undefined && use === undefined) {
    return undefined;
  }
  return {
    StateMachines: mapped(StateMachines, (machine) => ({
      TestCases: mapped(memberOf(machine, 'TestCases'), (states) => mapped(states, textOf)),
    })),
    MockedResponses: mapped(MockedResponses, rowsOf),
    ...(use === undefined ? {} : { file: use.mocks }),
  };
}

/** The rows of a mocked response, in the order of the invocations that they answer. */
function rowsOf(response: Json): readonly MockedResponse[] {
  const rows = Object.entries(isObject(response) ? response : {}).map(([range, value]) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return { from, to, reply: replyOf(value) };
  });
  return rows.sort((a, b) => a.from - b.from);
}

function replyOf(value: Json): Reply {
  const atOnce = { after: milliseconds(0), heartbeats: milliseconds(0) };
  const thrown = memberOf(value, 'Throw');
  if (thrown === undefined) return { ...atOnce, return: memberOf(value, 'Return') ?? null };
  const cause = memberOf(thrown, 'Cause');
  const error = textOf(memberOf(thrown, 'Error') ?? '');
  return { ...atOnce, throw: { error, ...(cause === undefined ? {} : { cause: textOf(cause) }) } };
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? member(value, name) : undefined;
}

/** An object with each of its values made into something else. */
function mapped<T>(
  value: Json | undefined,
  make: (inner: Json) => T,
): { readonly [name: string]: T } {
  const inner = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(inner.map(([name, each]) => [name, make(each)]));
}

function responseProblems(name: string, response: ObjectNode): Problem[] {
  const problems: Problem[] = [];
  let expected = 0;
  // The order in the file means nothing.
  const ordered = [...response.properties].sort(
    (a, b) => parseInt(a.key.value, 10) - parseInt(b.key.value, 10),
  );
  for (const { key, value } of ordered) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(key.value);
    if (!match) {
      const message = `"${key.value}" in the mocked response "${name}" must be an invocation number such as "0", or a range such as "1-2".`;
      problems.push({ message, range: key.range });
      continue;
    }
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from !== expected) {
      const message = `The mocked response "${name}" has no answer for invocation ${expected}: numbers must follow each other without a gap.`;
      problems.push({ message, range: key.range });
    }
    expected = to + 1;
    const kinds =
      value?.kind === 'object' ? value.properties.map((member) => member.key.value) : [];
    if (kinds.length !== 1 || !['Return', 'Throw'].includes(kinds[0] ?? '')) {
      const message = `Invocation "${key.value}" of the mocked response "${name}" must have either "Return" or "Throw".`;
      problems.push({ message, range: key.range });
    } else if (value?.kind === 'object' && kinds[0] === 'Throw') {
      const thrown = valueOf(value, 'Throw');
      const error = thrown?.kind === 'object' ? valueOf(thrown, 'Error') : undefined;
      if (error?.kind !== 'string') {
        const message = `"Throw" of the mocked response "${name}" needs "Error", the error's name.`;
        problems.push({ message, range: value.range });
      }
    }
  }
  return problems;
}

function referenceProblems(machines: ObjectNode, responses: ObjectNode | undefined): Problem[] {
  const known = new Set(responses?.properties.map(({ key }) => key.value));
  return machines.properties.flatMap(({ value: machine }) => {
    const cases = machine?.kind === 'object' ? valueOf(machine, 'TestCases') : undefined;
    if (cases?.kind !== 'object') return [];
    return cases.properties.flatMap(({ value: testCase }) => {
      if (testCase?.kind !== 'object') return [];
      return testCase.properties.flatMap(({ value }) => {
        if (!value || (value.kind === 'string' && known.has(value.value))) return [];
        const name = JSON.stringify(toJson(value));
        const message = `There is no mocked response ${name} in "MockedResponses"; it has ${listed(known)}.`;
        return [{ message, range: value.range }];
      });
    });
  });
}
