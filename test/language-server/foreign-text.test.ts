/** Names and comments of a document are shown as text, whatever their author has written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletionItem, Hover, MarkupContent } from 'vscode-languageserver';
import { Client, folderWith } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => {
  client.stop();
});

/** What is written, and what of it a renderer of Markdown must not find. */
const attacks: readonly (readonly [written: string, shown: string])[] = [
  ['![x](https://evil.example/x.png)', String.raw`!\[x\](https\://evil.example/x.png)`],
  ['[run](command:workbench.action.quit)', String.raw`\[run\](command:workbench.action.quit)`],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['<command:evil>', '&lt;command:evil&gt;'],
  ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['a `code` b', String.raw`a \`code\` b`],
  ['```\nfenced\n```', String.raw`\`\`\` fenced \`\`\``],
  ['~~~\nfenced', String.raw`\~\~\~ fenced`],
  ['# heading', String.raw`\# heading`],
  ['one\n\n# two', String.raw`one \# two`],
  ['one\r\n- two', 'one - two'],
  ['- item', String.raw`\- item`],
  ['1. item', String.raw`1\. item`],
  ['12) item', String.raw`12\) item`],
  ['--- ', String.raw`\---`],
  ['=== ', String.raw`\===`],
  ['> quote', '&gt; quote'],
  ['**bold** _it_', String.raw`\*\*bold\*\* \_it\_`],
  ['a | b', String.raw`a \| b`],
  ['https://evil.example', String.raw`https\://evil.example`],
  ['see www.evil.example', String.raw`see www\.evil.example`],
  ['me@evil.example', String.raw`me\@evil.example`],
  [String.raw`\[x](y)`, String.raw`\\\[x\](y)`],
  ['a\u202Eb\u0000c', 'a b c'],
  ['Order shipped. $12.50, 3 items (late)', 'Order shipped. $12.50, 3 items (late)'],
];

describe.each(attacks)('%j', (written, shown) => {
  const machine = (name: string): string =>
    JSON.stringify({
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Next: name },
        [name]: { Type: 'Pass', Comment: written, Next: name },
      },
    });

  it('is shown in a hover of a state that has it as name, comment and next', async () => {
    const name = written.slice(0, 80);
    const text = machine(name);
    const start = text.lastIndexOf('"Next":') + 9;
    const file = await client.open('a.asl.json', `${text.slice(0, start)}<|>${text.slice(start)}`);
    const hover = await file.ask<Hover>('textDocument/hover');
    const { value } = hover.contents as MarkupContent;
    expect(value.split('\n\n')).toEqual([`**${shown}**: Pass`, shown, `Goes on to ${shown}.`]);
  });

  it('is shown in a completion of the state', async () => {
    const text = machine('Other').replace('"Next":"Other"', '"Next":"<|>"');
    const file = await client.open('b.asl.json', text);
    const items = await file.ask<CompletionItem[]>('textDocument/completion');
    const item = items.find(({ label }) => label === 'Other');
    expect(item?.documentation).toEqual({ kind: 'markdown', value: shown });
  });

  it('is shown in a hover of a variable that it assigns', async () => {
    const name = written.slice(0, 80);
    const text = JSON.stringify({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Assign: { count: 1 }, Next: 'Last' },
        Last: { Type: 'Pass', Parameters: { 'n.$': '$co<|>unt' }, End: true },
      },
    });
    const file = await client.open('c.asl.json', text);
    const hover = await file.ask<Hover>('textDocument/hover');
    expect((hover.contents as MarkupContent).value).toContain(`Assigned in ${shown}; read once.`);
  });

  it('is shown in a hover of a scenario', async () => {
    const name = written.slice(0, 80);
    const scenario = JSON.stringify({ answers: [{ match: { state: name }, return: 1 }] });
    const start = scenario.indexOf('"state":"') + 9;
    const files = { 'd.asl.json': machine(name), 'd.scenario.json': scenario };
    const folder = folderWith({ 'd.asl.json': files['d.asl.json'] });
    const file = await client.open(
      `${folder}/d.scenario.json`,
      `${scenario.slice(0, start)}<|>${scenario.slice(start)}`,
    );
    const hover = await file.ask<Hover>('textDocument/hover');
    expect((hover.contents as MarkupContent).value).toContain(`**${shown}**: Pass`);
  });
});

it('members of data are shown as text too', async () => {
  const text = JSON.stringify({
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Result: { '![x](y)': 1 }, Next: 'B' },
      B: { Type: 'Pass', InputPath: '<|>$', End: true },
    },
  });
  const file = await client.open('e.asl.json', text);
  const hover = await file.ask<Hover>('textDocument/hover');
  expect((hover.contents as MarkupContent).value).toContain(String.raw`object with !\[x\](y)`);
});

it('a text of more than 1,000 characters is cut', async () => {
  const of = async (length: number): Promise<string> => {
    const text = JSON.stringify({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Comment: 'x'.repeat(length), End: true } },
    });
    const file = await client.open('f.asl.json', text.replace('"A"', '"<|>A"'));
    const hover = await file.ask<Hover>('textDocument/hover');
    return (hover.contents as MarkupContent).value.split('\n\n')[1] ?? '';
  };
  expect(await of(1000)).toBe('x'.repeat(1000));
  expect(await of(1001)).toBe(`${'x'.repeat(1000)}…`);
});
