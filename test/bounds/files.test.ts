/** Files that a person, a scenario or a client names: regular ones of at most 10 MB, and none that waits. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileText, UnreadableFile } from '@stepthrough/asl';
import { SimulationProblem } from '@stepthrough/scenario';
import { loadProgram, loadScenario, testScenario } from '@stepthrough/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../language-server/client.ts';

let folder: string;
const file = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepthrough-'));
  execFileSync('mkfifo', [file('pipe')]);
  symlinkSync('/dev/zero', file('endless'));
  symlinkSync(file('pipe'), file('link'));
  symlinkSync(file('self'), file('self'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const notRegular = 'it is a folder, device or pipe; only regular files are read';
const strange = ['pipe', 'endless', 'link', '.'] as const;

describe('reading', () => {
  const why = (path: string): string => {
    try {
      readFileText(fs, path);
      return 'it was read';
    } catch (error) {
      if (error instanceof UnreadableFile) return error.message;
      throw error;
    }
  };

  it.each(strange)('%s says what it is', (name) => {
    expect(why(file(name))).toBe(notRegular);
  });

  it('ends at 10 MB', () => {
    const most = 10 * 1_048_576;
    writeFileSync(file('large'), '');
    truncateSync(file('large'), most);
    expect(why(file('large'))).toBe('it was read');
    truncateSync(file('large'), most + 1);
    expect(why(file('large'))).toBe(
      `it has ${most + 1} bytes; files of at most ${most} bytes (10 MB) are read`,
    );
  });

  it('says why the system does not give a file', () => {
    expect(why(file('none'))).toBe('there is no such file');
    expect(why(file('self'))).toBe('the system says ELOOP');
    expect(why(`${folder}\u0000`)).toBe('the system says ERR_INVALID_ARG_VALUE');
  });
});

const machine = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}';

const problemOf = (run: () => unknown): string => {
  try {
    run();
    return 'no problem';
  } catch (error) {
    if (error instanceof SimulationProblem) return error.message;
    throw error;
  }
};

describe('a run', () => {
  it.each(strange)('is refused for a definition that is %s', (name) => {
    expect(problemOf(() => loadProgram(file(name)))).toBe(
      `${file(name)}: the definition cannot be read: ${notRegular}.`,
    );
  });

  it.each(strange)('is refused for a scenario that is %s', async (name) => {
    const expected = `${file(name)}: the scenario file cannot be read: ${notRegular}.`;
    expect(problemOf(() => loadScenario(file(name)))).toBe(expected);
    const { problems } = await testScenario(file(name));
    expect(problems.map(({ message }) => message).join()).toContain(notRegular);
  });

  it.each<readonly [field: string, text: string, place: string]>([
    ['definition', 'input: {}\ndefinition: pipe\n', '2:1'],
    [
      'a machine',
      'input: {}\ndefinition: m.asl.json\nmachines:\n  other:\n    definition: pipe\n',
      '5:5',
    ],
    ['mocks', 'input: {}\nuse:\n  mocks: pipe\n', '3:3'],
  ])('says where a scenario names it: %s', async (_field, text, place) => {
    writeFileSync(file('m.asl.json'), machine);
    writeFileSync(file('m.scenario.yaml'), text);
    const { problems } = await testScenario(file('m.scenario.yaml'));
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
    expect(problems[0]?.message).toContain(notRegular);
  });
});

describe('files of mocks', () => {
  const chain = (names: readonly string[]): void => {
    for (const [index, name] of names.entries()) {
      const next = names[index + 1];
      if (next === undefined)
        writeFileSync(file(name), '{"StateMachines": {}, "MockedResponses": {}}');
      else if (!fs.existsSync(file(name))) writeFileSync(file(name), `use: { mocks: ${next} }\n`);
    }
  };

  it.each<readonly [names: readonly string[], way: string]>([
    [['a.scenario.yaml', 'a.scenario.yaml'], 'a.scenario.yaml → a.scenario.yaml'],
    [['a.yaml', 'b.yaml', 'a.yaml'], 'a.yaml → b.yaml → a.yaml'],
    [['a.yaml', 'b.yaml', 'c.yaml', 'b.yaml'], 'b.yaml → c.yaml → b.yaml'],
  ])('do not lead round: %j', (names, way) => {
    names.slice(0, -1).forEach((name, index) => {
      writeFileSync(file(name), `use: { mocks: ./${names[index + 1]} }\n`);
    });
    expect(problemOf(() => loadScenario(file(names[0] ?? '')))).toMatch(
      `"use.mocks" leads back to where it came from (${way}); name a MockConfigFile that uses no other file.`,
    );
  });

  it('name each other in a row of 10', () => {
    const names = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, at) => `${count}-${at}.yaml`);
    chain(names(10));
    expect(loadScenario(file('10-0.yaml')).mocks).toBeDefined();
    chain(names(11));
    expect(problemOf(() => loadScenario(file('11-0.yaml')))).toContain(
      '11-9.yaml:1:8: "use.mocks" goes through more than 10 files',
    );
  });
});

describe('the language server', () => {
  it.each(strange)('says at its place that a definition is %s, and lives on', async (name) => {
    const client = await Client.start();
    const target = name === '.' ? './' : name;
    const scenario = await client.open(file('m.scenario.yaml'), `definition: ${target}\n`);
    const { diagnostics } = await client.published();
    expect(diagnostics.map(({ message, range }) => [scenario.quote(range), message])).toEqual([
      [`1: ${target}`, `This definition cannot be read: ${notRegular}.`],
    ]);
    for (const method of ['definition', 'completion', 'documentLink', 'hover']) {
      await scenario.ask(`textDocument/${method}`);
    }
    client.stop();
  });

  it('says nothing of a definition that it reads, or that is not there yet', async () => {
    writeFileSync(file('m.asl.json'), machine);
    const client = await Client.start();
    await client.open(file('m.scenario.yaml'), 'definition: m.asl.json\n');
    expect((await client.published()).diagnostics).toEqual([]);
    await client.open(file('n.scenario.yaml'), 'definition: n.asl.json\n');
    expect((await client.published()).diagnostics).toEqual([]);
    client.stop();
  });

  it.each(['pipe', 'endless', 'none'])(
    'gives no outline of a scenario that is %s',
    async (name) => {
      const client = await Client.start();
      const uri = `file://${file(name)}`;
      await expect(
        client.connection.sendRequest('stepthrough/scenarioOutline', { textDocument: { uri } }),
      ).resolves.toBeNull();
      client.stop();
    },
  );

  it('gives the starts of a scenario with their lines, and its definition', async () => {
    writeFileSync(
      file('m.scenario.yaml'),
      'definition: m.asl.json\nstarts:\n  first: { input: {} }\n  second: { input: {} }\n',
    );
    const client = await Client.start();
    const uri = `file://${file('m.scenario.yaml')}`;
    await expect(
      client.connection.sendRequest('stepthrough/scenarioOutline', { textDocument: { uri } }),
    ).resolves.toEqual({
      starts: [
        { name: 'first', line: 2 },
        { name: 'second', line: 3 },
      ],
      definition: 'm.asl.json',
    });
    client.stop();
  });
});
