/** What a name means, and what is asked about it, does not depend on whether every object has it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameless } from '../names.ts';
import { answerOf, type Case, type Feature } from './answers.ts';
import { Client, folderWith } from './client.ts';

const declared = `{
  "StartAt": "NAME",
  "States": {
    "NAME": {
      "Type": "Pass",
      "Assign": { "NAME": { "NAME": 1 } },
      "Result": { "NAME": { "NAME": 2 } },
      "Next": "Other"
    },
    "Other": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "NAME", "Payload": { "NAME.$": "$NAME.NAME", "b.$": "$.NAME.NAME" } },
      "Catch": [{ "ErrorEquals": ["NAME"], "Next": "NAME" }],
      "End": true
    }
  }
}`;

const jsonata = `{
  "QueryLanguage": "JSONata",
  "StartAt": "NAME",
  "States": {
    "NAME": { "Type": "Pass", "Assign": { "NAME": { "NAME": 1 } }, "Output": { "NAME": { "NAME": 2 } }, "Next": "Other" },
    "Other": { "Type": "Pass", "Output": { "NAME": "{% $NAME.NAME + $states.input.NAME.NAME %}" }, "End": true }
  }
}`;

const scenario = `scenario: 1
resources:
  queues:
    NAME: {}
    other: { deadLetter: { queue: NAME, maxReceiveCount: 3 } }
  functions:
    NAME: { answers: [{ return: 1 }] }
answers:
  - match: { state: NAME }
    return: 1
`;

/** A text with the cursor before the occurrence of `NAME` with this number, counted from one. */
function at(text: string, occurrence: number): string {
  let count = 0;
  return text.replaceAll('NAME', () => ((count += 1) === occurrence ? 'N<|>AME' : 'NAME'));
}

const occurrences = (text: string): readonly number[] =>
  [...text.matchAll(/NAME/g)].map((_, index) => index + 1);

const files = [
  ['machine.asl.json', declared],
  ['jsonata.asl.json', jsonata],
  ['machine.scenario.yaml', scenario],
  ['wrong.asl.json', nameless],
] as const;

const features: readonly Feature[] = ['hover', 'definition', 'references', 'rename', 'completion'];

const asked = files.flatMap(([file, text]) =>
  features.flatMap((feature) =>
    occurrences(text).map((occurrence) => ({ file, text, feature, occurrence })),
  ),
);

const whole = files.flatMap(([file, text]) =>
  (['symbols', 'tokens', 'inlay', 'lenses', 'links', 'highlight'] as const).map((feature) => ({
    file,
    text,
    feature,
    occurrence: 1,
  })),
);

describe('what is asked about a name', () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.start();
  });
  afterAll(() => {
    client.stop();
  });

  const answered = async (name: string, question: (typeof asked)[number]): Promise<unknown> => {
    const { file, text, feature, occurrence } = question;
    const named = (each: string): string => each.replaceAll('NAME', name);
    const marked = at(text, occurrence).replace('N<|>AME', `${name[0]}<|>${name.slice(1)}`);
    const folder = folderWith({ 'machine.asl.json': named(declared) });
    const open = await client.open(`${folder}/${file}`, named(marked));
    const each: Case = { title: '', file, text: marked, with: 'Renamed' };
    const answer = await answerOf(feature, open, feature === 'rename' ? each : plain(each));
    const words = JSON.stringify(answer ?? null)
      // As Markdown shows it.
      .replaceAll(String.raw`\\_`, '_')
      .replaceAll(name, 'NAME');
    const told = JSON.parse(words) as unknown;
    return Array.isArray(told) && feature === 'completion' ? told.toSorted() : told;
  };

  it.each([...asked, ...whole])('$feature at $occurrence in $file', async (question) => {
    const wanted = await answered('ordinary', question);
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(await answered(name, question), name).toEqual(wanted);
    }
    expect(client.logged).toEqual([]);
  });
});

function plain({ title, file, text }: Case): Case {
  return { title, file, text };
}
