/** AWS's MockConfigFile.json: checks, and which invocations a response answers. */
import { toJson, valueOf, type Json } from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { MockConfig, MockedResponse, Reply } from './model.ts';
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

/** The rows of a mocked response, in the order of the invocations that they answer. */
export function mockedResponses(config: MockConfig, name: string): readonly MockedResponse[] {
  const rows = Object.entries(member(config.MockedResponses, name) ?? {}).map(([range, value]) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return { from, to, reply: replyOf(value) };
  });
  return rows.sort((a, b) => a.from - b.from);
}

function replyOf(value: Json): Reply {
  const { Return, Throw } = value as { readonly Return?: Json; readonly Throw?: Thrown };
  if (Throw === undefined) return { return: Return ?? null };
  const { Error: error, Cause: cause } = Throw;
  return { throw: { error, ...(cause === undefined ? {} : { cause }) } };
}

interface Thrown {
  readonly Error: string;
  readonly Cause?: string;
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
