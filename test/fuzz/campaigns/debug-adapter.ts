/** Debug sessions with requests in any order and parameters of every form, over definitions that keep it busy. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Handlers } from '../../../debug-adapter/src/protocol/requests.ts';
import type { Case } from '../campaign.ts';
import { definitions } from '../definitions.ts';
import { FramedProgram, oddParameters } from '../frames.ts';
import { mutatedText } from '../mutate.ts';
import type { Random } from '../random.ts';

const main = join(import.meta.dirname, '../../../debug-adapter/src/main.ts');
const { own, real } = definitions();

const busy = [
  '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $match(\'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\', /(a+)+$/) %}","End":true}}}',
  '{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":false,"Next":"A"}],"Default":"A"}}}',
  '{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"x.$":"$..*..*..*"},"Next":"A"}}}',
];

/** Every request, and whether it may come at any time: not those that end a session. */
const isAsked: { readonly [C in keyof Handlers]: boolean } = {
  initialize: true,
  launch: true,
  configurationDone: true,
  cancel: true,
  restart: true,
  disconnect: false,
  terminate: false,
  breakpointLocations: true,
  setBreakpoints: true,
  setFunctionBreakpoints: true,
  setExceptionBreakpoints: true,
  dataBreakpointInfo: true,
  setDataBreakpoints: true,
  continue: true,
  next: true,
  stepIn: true,
  stepOut: true,
  stepBack: true,
  reverseContinue: true,
  restartFrame: true,
  pause: true,
  threads: true,
  stackTrace: true,
  scopes: true,
  variables: true,
  setVariable: true,
  source: true,
  loadedSources: true,
  evaluate: true,
  completions: true,
  exceptionInfo: true,
  'stepthrough.start': true,
  'stepthrough.inlineValues': true,
};

const commands = [
  ...Object.entries(isAsked).flatMap(([command, asked]) => (asked ? [command] : [])),
  ...['nonsense', 'attach'],
];

export const runCase: Case = async (random, tell) => {
  const folder = mkdtempSync(join(tmpdir(), 'stepthrough-fuzz-'));
  const program = join(folder, 'machine.asl.json');
  const text = random.chance(0.4)
    ? random.pick(busy)
    : mutatedText(random.pick(random.chance(0.5) ? own : real).value, random);
  writeFileSync(program, text);
  tell(text);
  const answered = new Set<unknown>();
  const adapter = new FramedProgram([main], (message) => {
    if (message['type'] === 'response') answered.add(message['request_seq']);
  });
  try {
    let seq = 0;
    const ask = (command: string, args: unknown): number => {
      seq += 1;
      adapter.send({ seq, type: 'request', command, arguments: args });
      return seq;
    };
    ask('initialize', { adapterID: 'stepthrough' });
    ask('launch', {
      program,
      input: { x: [1, 2], a: 'a'.repeat(30) },
      stopOnEntry: random.chance(0.5),
    });
    ask('configurationDone', {});
    const count = 10 + random.below(60);
    for (let at = 0; at < count; at += 1) {
      ask(
        random.pick(commands),
        random.chance(0.8) ? likely(program, random) : random.pick(oddParameters),
      );
      if (random.chance(0.02))
        adapter.send(
          random.pick([7, {}, { type: 'request' }, [], { seq: 'x', type: 'request', command: 5 }]),
        );
      if (random.chance(0.2)) await adapter.until(() => answered.has(1), 'answer to initialize');
    }
    await adapter.until(
      () => answered.size >= seq,
      `answer to every request (${answered.size} of ${seq})`,
    );
    const last = ask(random.pick(['terminate', 'disconnect']), {});
    await adapter.until(() => answered.has(last), 'answer to the end', 2_000);
  } finally {
    adapter.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

function likely(program: string, random: Random): unknown {
  const number = (): unknown => random.pick([0, 1, 2, 3, 1_000_000, -1, undefined, 2 ** 30, 'x']);
  const text = (): unknown =>
    random.pick([
      '$.x',
      '$',
      ':succeed {}',
      ':fail Again',
      ':events',
      ':help',
      '',
      '$x.y',
      '$match($states.input.a, /(a+)+b/)',
      '$..*..*..*',
      7,
    ]);
  const breakpoints = [
    undefined,
    [],
    [{ line: 1 }, { line: 'x' }],
    [{ name: '*a*a*a*a*b' }, { name: 'A' }],
    [{ name: '*', condition: "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a+)+$/)" }],
    [{}],
    7,
  ];
  return {
    threadId: number(),
    frameId: number(),
    variablesReference: number(),
    expression: text(),
    context: random.pick(['repl', 'watch', 'hover', 'clipboard']),
    text: text(),
    column: number(),
    name: text(),
    value: text(),
    line: number(),
    program,
    source: random.pick([
      undefined,
      {},
      { path: program },
      { path: '/dev/zero' },
      { path: '/none' },
    ]),
    breakpoints: random.pick(breakpoints),
    filters: random.pick([undefined, [], ['all'], ['nonsense']]),
    requestId: number(),
  };
}
