/** The rooms of ARCHITECTURE.md are those on disk, and import whom its table says; seen to fail. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrowProblems, hostProblems, ownerProblems, pathProblems, readRooms } from './rooms.ts';
import { readSource, readSources, root } from './sources.ts';

const rooms = readRooms(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
const sources = readSources();

/** Folders of the root that are no rooms. */
const others = ['.ci', 'docs', 'scripts'];

it('each folder is a room of the table, and each room a folder', () => {
  const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\n');
  const folders = paths
    .filter((path) => path.includes('/'))
    .map((path) => path.split('/'))
    .map(([first = '', second = '']) => (first === 'packages' ? `packages/${second}` : first))
    .filter((folder) => !others.includes(folder));
  const named = [...rooms.values()].map(({ folder }) => folder);
  expect(named.sort()).toEqual([...new Set(folders)].sort());
});

it('imports follow the table', () => {
  expect(arrowProblems(sources, rooms)).toEqual([]);
});

it('imports cross rooms by name, never by path', () => {
  expect(pathProblems(sources)).toEqual([]);
});

it('each protocol and library is left to the room that owns it', () => {
  expect(ownerProblems(sources)).toEqual([]);
});

it('the page reaches VS Code through host.ts alone', () => {
  expect(hostProblems(sources)).toEqual([]);
});

describe('the table', () => {
  const table = (...rows: readonly string[]): string =>
    ['# Text', '', '| room | holds | may import |', '| --- | --- | --- |', ...rows, '', 'x'].join(
      '\n',
    );

  it('is read by its rows', () => {
    const read = readRooms(
      table(
        '| `packages/a` | | – |',
        '| `b` | x | a |',
        '| `c` | x | all, by name |',
        '| `d` | | |',
      ),
    );
    expect([...read]).toEqual([
      ['a', { folder: 'packages/a', imports: [] }],
      ['b', { folder: 'b', imports: ['a'] }],
      ['c', { folder: 'c', imports: undefined }],
      ['d', { folder: 'd', imports: [] }],
    ]);
  });

  it.each([
    ['# No table', 'no table'],
    [table('| a | x | – |'), 'names no room'],
    [table('| `a` | x | – |', '| `packages/a` | x | – |'), 'two rows'],
    [table('| `a` | x | b |'), '"a" may import "b", which has no row'],
  ])('%j is refused', (text, message) => {
    expect(() => readRooms(text)).toThrow(message);
  });
});

describe('planted imports', () => {
  const planted = (path: string, code: string) => [readSource(path, code)];

  it.each([
    ['packages/asl/src/x.ts', "import { a } from '@stepthrough/analysis';"],
    ['packages/asl/src/x.ts', "import type { A } from '@stepthrough/analysis';"],
    ['packages/asl/src/x.ts', "export * from '@stepthrough/analysis';"],
    ['packages/asl/src/x.ts', "type A = import('@stepthrough/analysis').A;"],
    ['packages/asl/src/x.ts', "await import('@stepthrough/analysis');"],
    ['packages/asl/src/x.ts', "require('@stepthrough/analysis/deep');"],
    ['language-server/src/x.ts', "import { a } from '@stepthrough/simulator';"],
    ['packages/unknown/src/x.ts', "import { a } from '@stepthrough/json';"],
  ])('%s may not say %s', (path, code) => {
    expect(arrowProblems(planted(path, code), rooms)).toHaveLength(1);
  });

  it('of a row that says so are fine', () => {
    const code = "import { a } from '@stepthrough/json';";
    expect(arrowProblems(planted('packages/asl/src/x.ts', code), rooms)).toEqual([]);
  });

  it('by a path into another room are refused', () => {
    const code = "import { a } from '../../json/src/member.ts';";
    expect(pathProblems(planted('packages/asl/src/x.ts', code))).toHaveLength(1);
    expect(pathProblems(planted('packages/json/src/x.ts', code))).toEqual([]);
  });

  it.each([
    ['packages/asl/src/x.ts', "import * as vscode from 'vscode';"],
    ['webview/src/x.ts', "import type { Uri } from 'vscode';"],
    ['cli/src/x.ts', "import { createConnection } from 'vscode-languageserver/node';"],
    ['extension/src/x.ts', "import { Position } from 'vscode-languageserver';"],
    ['language-server/src/x.ts', "import { LanguageClient } from 'vscode-languageclient/node';"],
    ['extension/src/x.ts', "import type { DebugProtocol } from '@vscode/debugprotocol';"],
    ['extension/src/x.ts', "import { ReactFlow } from 'reactflow';"],
    ['packages/interpreter/src/x.ts', "import jsonata from 'jsonata';"],
  ])('%s may not say %s', (path, code) => {
    expect(ownerProblems(planted(path, code))).toHaveLength(1);
  });
});

describe('a page that asks for VS Code itself', () => {
  it.each([
    'acquireVsCodeApi();',
    'const ask = acquireVsCodeApi; ask();',
    'window.acquireVsCodeApi();',
    "window['acquireVsCodeApi']();",
    "globalThis['acquire' + 'VsCodeApi']();",
    'window[name]();',
    'const { acquireVsCodeApi: ask } = globalThis;',
    'declare function acquireVsCodeApi(): unknown;',
    'interface Window { acquireVsCodeApi(): unknown }',
  ])('by %s is seen', (code) => {
    expect(hostProblems([readSource('webview/src/canvas/x.ts', code)])).toEqual([
      'webview/src/canvas/x.ts',
    ]);
    expect(hostProblems([readSource('webview/src/host.ts', code)])).toEqual([]);
  });
});
