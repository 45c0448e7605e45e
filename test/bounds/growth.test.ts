/** Four times the text is about four times the work: of reading, checking, drawing and changing it, and of answers about it. */
import { analyse } from '@stepthrough/analysis';
import {
  applyOperation,
  graphOf,
  machinesIn,
  type Operation,
  parse,
  toJson,
} from '@stepthrough/asl';
import { ServiceCatalog } from '@stepthrough/catalog';
import { readScenario } from '@stepthrough/scenario';
import { describe, expect, it } from 'vitest';
import { Client } from '../language-server/client.ts';
import { large } from './documents.ts';
import { workOf } from './work.ts';

/** Of a text and one of four times its size, after the engine has got to know the code with a small one. */
async function growthOf(run: (size: number) => unknown): Promise<number> {
  const size = 500;
  await run(20);
  const once = await workOf(() => run(size));
  const fourTimes = await workOf(() => run(4 * size));
  return fourTimes / once;
}

/** Where every part looks at every other one the work is sixteen times as much; sorting takes a little more than four. */
const most = 10;

type Name = keyof typeof large;
const names = Object.keys(large) as readonly Name[];

describe('reading, drawing and checking', () => {
  it.each(names)('%s', async (name) => {
    const { syntax, of } = large[name];
    const growth = await growthOf((size) => {
      const document = parse(of(size), syntax);
      if (document.root) toJson(document.root);
      graphOf(document);
      analyse(document, { services: new ServiceCatalog() });
    });
    expect(growth).toBeLessThan(most);
  });

  it('machines of a template', async () => {
    const growth = await growthOf((size) => {
      const resources = Array.from({ length: size }, (_, at) => {
        const definition = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}} # a comment';
        return `  M${at}:\n    Properties:\n      Definition: ${definition}\n`;
      });
      machinesIn(`Resources:\n${resources.join('')}`, 'yaml', false);
    });
    expect(growth).toBeLessThan(most);
  });
});

describe('changing', () => {
  const parallel = (size: number): string =>
    JSON.stringify({
      StartAt: 'P',
      States: {
        P: {
          Type: 'Parallel',
          End: true,
          Branches: Array.from({ length: size }, () => ({
            StartAt: 'A',
            States: { A: { Type: 'Pass', End: true } },
          })),
        },
      },
    });
  const toOne = (size: number): string =>
    JSON.stringify({
      StartAt: 'C',
      States: {
        C: {
          Type: 'Choice',
          Default: 'D',
          Choices: Array.from({ length: size }, (_, at) => ({
            Variable: '$.a',
            NumericEquals: at,
            Next: at % 3 === 0 ? 'D' : 'B',
          })),
        },
        B: { Type: 'Succeed' },
        D: { Type: 'Succeed' },
      },
    });
  const cases: readonly (readonly [
    what: string,
    text: (size: number) => string,
    operation: (size: number) => Operation,
  ])[] = [
    ['the name of a state', toOne, () => ({ kind: 'renameState', id: 'B', name: 'E' })],
    ['a state away, with the rules to it', toOne, () => ({ kind: 'deleteState', id: 'B' })],
    ['a state into two', parallel, () => ({ kind: 'duplicateState', id: 'P', name: 'Q' })],
    [
      'a value with many members',
      large.states.of,
      (size) => ({
        kind: 'setField',
        id: 's0',
        path: ['Result'],
        value: Object.fromEntries(Array.from({ length: size }, (_, at) => [`m${at}`, at])),
      }),
    ],
  ];
  it.each(cases)('%s', async (_what, text, operation) => {
    const growth = await growthOf((size) => {
      expect(applyOperation(parse(text(size), 'json'), operation(size)).ok).toBe(true);
    });
    expect(growth).toBeLessThan(most);
  });
});

describe('a scenario', () => {
  it('with as many starts as queues', async () => {
    const growth = await growthOf((size) => {
      const all = Array.from({ length: size }, (_, at) => at);
      const text = JSON.stringify({
        resources: { queues: Object.fromEntries(all.map((at) => [`q${at}`, {}])) },
        starts: Object.fromEntries(
          all.map((at) => [`s${at}`, { messages: { queue: `q${at}`, send: [{ body: 'a' }] } }]),
        ),
        answers: all.map((at) => ({ match: { state: `S${at}` }, return: {} })),
      });
      expect(readScenario(text, 'a.scenario.json').problems).toEqual([]);
    });
    expect(growth).toBeLessThan(most);
  });
});

describe('answers of the language server', () => {
  const methods = [
    'textDocument/completion',
    'textDocument/definition',
    'textDocument/references',
    'textDocument/documentSymbol',
    'textDocument/foldingRange',
    'textDocument/semanticTokens/full',
    'textDocument/codeLens',
  ];
  const files: readonly (readonly [name: Name, near: RegExp])[] = [
    ['states', /"Next": "/],
    ['states on one line', /"Next":"/],
    ['variables, each read after it is assigned', /": "\$/],
    ['variables that nothing assigns', /": "\$/],
    ['members that every state adds', /"Next": "/],
    ['rules to as many states', /"Next": "/],
  ];
  it.each(files)('%s', async (name, near) => {
    const client = await Client.start();
    const growth = await growthOf(async (size) => {
      const text = large[name].of(size);
      const at = text.length >> 1;
      const found = near.exec(text.slice(at));
      const cursor = at + (found ? found.index + found[0].length : 0);
      const marked = `${text.slice(0, cursor)}<|>${text.slice(cursor)}`;
      const file = await client.open(`f${size}.asl.json`, marked);
      const context = { includeDeclaration: true };
      for (const method of methods) await file.ask(method, { context });
    });
    client.stop();
    expect(growth).toBeLessThan(most);
  });
});
