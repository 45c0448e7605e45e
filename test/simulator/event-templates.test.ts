/**
 * Input transformers of rules, by the examples of AWS's page "Amazon EventBridge input transformation"
 * (docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 */
import { describe, expect, it } from 'vitest';
import { readScenario } from '@stepthrough/scenario';
import { TestWorld } from './world.ts';

const paths =
  '{ time: $.time, instance: $.detail.instance-id, state: $.detail.state, tags: $.detail.tags, none: $.detail.none }';

async function delivered(template: string): Promise<string | undefined> {
  const world = new TestWorld(`
scenario: 1
resources:
  queues: { seen: {} }
  rules: { up: { pattern: { source: [ec2] }, queue: seen, inputTransformer: { paths: ${paths}, template: ${JSON.stringify(template)} } } }`);
  const Detail = JSON.stringify({ 'instance-id': 'i-01', state: 'RUNNING', tags: [1] });
  await world.call('events', 'PutEvents', {
    Entries: [{ Source: 'ec2', DetailType: 'Change', Detail }],
  });
  const { value } = await world.call('sqs', 'ReceiveMessage', { QueueUrl: 'seen' });
  const { Messages } = value as { readonly Messages: readonly { readonly Body: string }[] };
  return Messages[0]?.Body;
}

describe('a template', () => {
  it.each([
    // A text stays one of JSON, with its quotes.
    ['"instance <instance> is in <state>"', '"instance i-01 is in RUNNING"'],
    ['"instance \\"<instance>\\" is in <state>"', '"instance \\"i-01\\" is in RUNNING"'],
    ['"<aws.events.rule-name> triggered"', '"up triggered"'],
    ['"of <instance>, <none>"', '"of i-01, "'],
    ['"tags <tags>"', '"tags [1]"'],
    // The JSON is minified.
    ['{ "instance" : <instance>, "state": "<state>" }', '{"instance":"i-01","state":"RUNNING"}'],
    [
      '{"instance": <instance>, "state": [ 9, <state>, true ], "Transformed": "Yes"}',
      '{"instance":"i-01","state":[9,"RUNNING",true],"Transformed":"Yes"}',
    ],
    [
      '{"ruleArn": <aws.events.rule-arn>, "text": "\\"<instance>\\" is in <state>"}',
      '{"ruleArn":"arn:aws:events:us-east-1:123456789012:rule/up","text":"\\"i-01\\" is in RUNNING"}',
    ],
    ['<tags>', '[1]'],
    ['"first <instance>"\n"then <state>"', '"first i-01"\n"then RUNNING"'],
  ])('%s', async (template, body) => {
    expect(await delivered(template)).toBe(body);
  });

  it('has the event with and without its detail', async () => {
    const [whole, bare] = JSON.parse(
      (await delivered('[<aws.events.event.json>, <aws.events.event>]')) ?? '',
    ) as object[];
    expect(whole).toMatchObject({ source: 'ec2', detail: { state: 'RUNNING' } });
    expect(bare).toMatchObject({ source: 'ec2' });
    expect(bare).not.toHaveProperty('detail');
  });

  it.each(['<instance> is in state <state>', '{"a": <instance>', 'plain'])(
    '%s is refused at its line: texts need quotes',
    (template) => {
      const text = `scenario: 1
resources:
  queues: { seen: {} }
  rules:
    up:
      pattern: { source: [ec2] }
      queue: seen
      inputTransformer:
        paths: ${paths}
        template: ${JSON.stringify(template)}
`;
      expect(readScenario(text, 'a.scenario.yaml').problems).toMatchObject([
        { line: 10, message: expect.stringContaining('a text needs quotes') as string },
      ]);
    },
  );
});
