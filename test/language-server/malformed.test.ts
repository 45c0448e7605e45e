/** Messages that no well-behaved client sends: a request is refused in words, a notification passed over. */
import { PassThrough } from 'node:stream';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { serve } from '@stepthrough/language-server';
import {
  createConnection,
  createProtocolConnection,
  ErrorCodes,
  type ProtocolConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { features } from '../../language-server/src/features/table.ts';
import { Client, type OpenFile } from './client.ts';

const machine = '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }';

let client: Client;
let file: OpenFile;

beforeEach(async () => {
  client = await Client.start();
  file = await client.open('a.asl.json', machine);
});

afterEach(() => {
  client.stop();
});

const wrong: readonly unknown[] = [
  undefined,
  null,
  5,
  'text',
  [],
  [1],
  [1, 2, 3],
  {},
  { textDocument: null },
  { textDocument: [] },
  { textDocument: { uri: 5 } },
  { textDocument: { uri: null } },
];

describe.each(features)('$method', ({ method }) => {
  it.each(wrong)('refuses %j in words', async (params) => {
    const error = await refusal(client.connection, method, params);
    expect(error.code).toBe(ErrorCodes.InvalidParams);
    expect(error.message).toMatch(new RegExp(`^${method}: "[\\w.]+" must be .+, not .+\\.$`));
  });
});

describe('places', () => {
  const places: readonly (readonly [position: unknown, problem: string])[] = [
    [undefined, '"position" must be an object, not absent.'],
    [{ line: '0', character: 0 }, '"position.line" must be a whole number from 0 on, not "0".'],
    [{ line: -1, character: 0 }, '"position.line" must be a whole number from 0 on, not -1.'],
    [
      { line: 0, character: 0.5 },
      '"position.character" must be a whole number from 0 on, not 0.5.',
    ],
    [{ line: 0 }, '"position.character" must be a whole number from 0 on, not absent.'],
    [
      { line: 2 ** 31, character: 0 },
      '"position.line" must be a whole number from 0 on, not 2147483648.',
    ],
  ];
  it.each(places)('%j', async (position, problem) => {
    const { textDocument } = file;
    const error = await refusal(client.connection, 'textDocument/hover', {
      textDocument,
      position,
    });
    expect(error.message).toBe(`textDocument/hover: ${problem}`);
  });

  it('beyond the text are its end, as the protocol says', async () => {
    const position = { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
    await expect(file.ask('textDocument/hover', { position })).resolves.toBeNull();
  });

  it.each<readonly [method: string, more: object, at: string]>([
    ['textDocument/references', { context: {} }, 'context.includeDeclaration'],
    ['textDocument/rename', { newName: 5 }, 'newName'],
    ['textDocument/codeAction', { range: {}, context: { diagnostics: [] } }, 'range.start'],
    ['textDocument/selectionRange', { positions: [null] }, 'positions[0]'],
    [
      'textDocument/formatting',
      { options: { tabSize: '2', insertSpaces: true } },
      'options.tabSize',
    ],
  ])('%s %j', async (method, more, at) => {
    const { textDocument, position } = file;
    const error = await refusal(client.connection, method, { textDocument, position, ...more });
    expect(error.message).toContain(`"${at}" must be`);
  });
});

describe('uris that name no file', () => {
  it.each(['nope', 'file:///%00', 'file:///a%2fb.asl.json', 'file:///%FF.asl.json', 'file://x/y'])(
    '%s',
    async (uri) => {
      const error = await refusal(client.connection, 'textDocument/codeLens', {
        textDocument: { uri },
      });
      expect(error.message).toBe(`${uri} is not open.`);
      await expect(
        client.connection.sendRequest('stepthrough/scenarioOutline', { textDocument: { uri } }),
      ).resolves.toBeNull();
    },
  );

  it('may be opened like any other', async () => {
    const odd = await client.open('%FF%2f%00.scenario.yaml', 'starts: { a: { input: {} } }');
    await expect(odd.ask('textDocument/completion')).resolves.toBeInstanceOf(Array);
    await expect(odd.ask('textDocument/documentLink')).resolves.toEqual([]);
  });
});

describe('notifications', () => {
  const changes: readonly (readonly [contentChanges: unknown, problem: string])[] = [
    [undefined, '"contentChanges" must be a list, not absent.'],
    [[{ text: 5 }], '"contentChanges[0].text" must be a string, not 5.'],
    // The first of the two is right, and must not be made alone.
    [
      [{ text: '{' }, { range: null, text: '' }],
      '"contentChanges[1].range" must be an object, not null.',
    ],
    [
      [{ rangeLength: 1, text: '' }],
      '"contentChanges[0].rangeLength" must be absent where there is no range.',
    ],
  ];
  it.each(changes)('a change with %j is passed over', async (contentChanges, problem) => {
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: file.uri, version: 2 },
      contentChanges,
    });
    await expect
      .poll(() => client.logged)
      .toEqual([`textDocument/didChange is passed over: ${problem}`]);
    await expectAlive();
  });

  it.each(wrong)('%j of any kind does not end the server', async (params) => {
    const methods = [
      ...['didOpen', 'didChange', 'didClose', 'didSave', 'willSave'].map(
        (name) => `textDocument/${name}`,
      ),
      'workspace/didChangeConfiguration',
      '$/cancelRequest',
      '$/setTrace',
      'initialized',
    ];
    for (const method of methods) {
      if (params === undefined) await client.connection.sendNotification(method);
      else await client.connection.sendNotification(method, params as object);
    }
    await expectAlive();
  });

  it.each([null, 5, { rules: 5 }, { rules: { ['__proto__']: 'off', 'graph.target': {} } }])(
    'settings %j are none',
    async (stepthrough) => {
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { stepthrough },
      });
      await expectAlive();
      expect(client.logged).toEqual([]);
    },
  );
});

describe('the first request', () => {
  it.each([
    { capabilities: 5 },
    { capabilities: {}, workspaceFolders: 5 },
    { capabilities: {}, rootUri: 5 },
  ])('%j is refused in words, and may be made again', async (params) => {
    const connection = connect();
    const error = await refusal(connection, 'initialize', params);
    expect(error.code).toBe(ErrorCodes.InvalidParams);
    expect(error.message).toMatch(/^initialize: ".+" must be .+, not .+\.$/);
    await expect(
      connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} }),
    ).resolves.toHaveProperty('capabilities');
    connection.dispose();
  });
});

/** The server still knows the text that it had. */
async function expectAlive(): Promise<void> {
  const symbols = await client.connection.sendRequest<{ name: string }[]>(
    'textDocument/documentSymbol',
    { textDocument: file.textDocument },
  );
  expect(symbols.map(({ name }) => name)).toEqual(['A']);
}

async function refusal(
  connection: ProtocolConnection,
  method: string,
  params: unknown,
): Promise<ResponseError> {
  const answer =
    params === undefined
      ? connection.sendRequest(method)
      : connection.sendRequest(method, params as object);
  const error: unknown = await answer.catch((each: unknown) => each);
  if (error instanceof ResponseError) return error;
  throw new Error(`${method} was answered: ${JSON.stringify(error)}`);
}

function connect(): ProtocolConnection {
  const [there, back] = [new PassThrough(), new PassThrough()];
  serve(createConnection(there, back), {
    services: openServiceCatalog(),
    scenarioSchema: undefined,
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(back),
    new StreamMessageWriter(there),
  );
  connection.listen();
  return connection;
}
