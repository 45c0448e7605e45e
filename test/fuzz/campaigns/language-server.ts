/** Sessions of an editor that types, damages texts, and asks with parameters of every form. */
import { join } from 'node:path';
import { features } from '../../../language-server/src/features/table.ts';
import type { Case } from '../campaign.ts';
import { FramedProgram, oddParameters } from '../frames.ts';
import { mutateText } from '../mutate-text.ts';
import type { Random } from '../random.ts';
import { texts } from '../texts.ts';

const main = join(import.meta.dirname, '../../../language-server/src/main.ts');
/** Bytes by which the server may grow after its first cases. */
const maxGrowth = 500 * 1024 * 1024;

const requests = [...features.map(({ method }) => method), 'textDocument/nonsense'];

let server: FramedProgram | undefined;
let [nextId, version, base, cases] = [1, 1, 0, 0];
const answered = new Set<unknown>();

export const runCase: Case = async (random, tell) => {
  server ??= await start();
  const running = server;
  const { name, text } = random.pick(texts);
  const uri = `file:///fuzz/${random.below(3)}-${name}`;
  const mutated = mutateText(text, random);
  tell(`${uri}\n${mutated}`);
  const languageId = /ya?ml$/.test(name) ? 'asl-yaml' : 'asl';
  version += 1;
  notify(running, 'textDocument/didOpen', {
    textDocument: { uri, languageId, version, text: mutated },
  });
  const asked: number[] = [];
  for (let count = 0; count < 12; count += 1) {
    if (random.chance(0.3)) {
      version += 1;
      const text = mutateText(mutated, random);
      notify(running, 'textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    }
    const id = (nextId += 1);
    asked.push(id);
    const method = random.pick(requests);
    running.send({
      jsonrpc: '2.0',
      id,
      method,
      params: random.chance(0.75) ? likely(uri, random) : odd(uri, random),
    });
  }
  if (random.chance(0.2))
    notify(
      running,
      random.pick([
        'textDocument/didChange',
        'textDocument/didOpen',
        '$/cancelRequest',
        'workspace/didChangeConfiguration',
        'nonsense',
      ]),
      odd(uri, random),
    );
  notify(running, 'textDocument/didClose', { textDocument: { uri } });
  try {
    await running.until(() => asked.every((id) => answered.has(id)), 'answer to every request');
  } catch (error) {
    server = undefined;
    running.kill();
    throw error;
  }
  answered.clear();
  cases += 1;
  if (cases === 20) base = running.memory();
  else if (cases > 20 && running.memory() - base > maxGrowth)
    throw new Error('The server has grown by 500 MB.');
};

async function start(): Promise<FramedProgram> {
  const program = new FramedProgram([main, '--stdio'], (message) => {
    if ('id' in message && !('method' in message)) answered.add(message['id']);
  });
  process.on('exit', () => {
    program.kill();
  });
  program.send({
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  await program.until(() => answered.has(0), 'answer to initialize');
  notify(program, 'initialized', {});
  return program;
}

function notify(program: FramedProgram, method: string, params: unknown): void {
  program.send({ jsonrpc: '2.0', method, params });
}

function likely(uri: string, random: Random): unknown {
  const position = { line: random.below(40), character: random.below(60) };
  const range = {
    start: position,
    end: { line: position.line + random.below(3), character: random.below(60) },
  };
  return {
    textDocument: { uri },
    position,
    positions: [position],
    range,
    context: { includeDeclaration: true, diagnostics: [] },
    options: { tabSize: 2, insertSpaces: true },
    query: random.pick(['', 'a', '__proto__']),
    newName: random.pick(['Other', '', 'x'.repeat(81), '__proto__']),
  };
}

function odd(uri: string, random: Random): unknown {
  const members = [
    'textDocument',
    'position',
    'range',
    'context',
    'options',
    'newName',
    'query',
    'contentChanges',
    'positions',
  ];
  if (random.chance(0.2)) return random.pick(oddParameters);
  return Object.fromEntries(
    members
      .filter(() => random.chance(0.6))
      .map((name) => [name, random.chance(0.3) ? { uri } : random.pick(oddParameters)]),
  );
}
