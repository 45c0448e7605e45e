/** Imports, of types too, form no cycle between files, folders or rooms; seen to fail. */
import { describe, expect, it } from 'vitest';
import { cyclesIn, fileGraph, folderGraph, roomGraph, type Graph } from './cycles.ts';
import { beside, fileCycles, folderCycles } from './known.ts';
import { roomOf } from './rooms.ts';
import { readSource, readSources, type SourceFile } from './sources.ts';

const own = readSources().filter(({ path }) => roomOf(path) !== 'test');
const none = { new: [], gone: [] };

it('there is none between rooms', () => {
  expect(cyclesIn(roomGraph(own))).toEqual([]);
});

it('there is none between files, but the listed ones', () => {
  expect(beside(fileCycles, cyclesIn(fileGraph(own)).flat())).toEqual(none);
});

it('there is none between folders, but the listed ones', () => {
  expect(beside(folderCycles, cyclesIn(folderGraph(own)).flat())).toEqual(none);
});

describe('a planted cycle', () => {
  const file = (path: string, ...lines: readonly string[]): SourceFile =>
    readSource(path, lines.join('\n'));
  const groups = (graph: Graph): readonly (readonly string[])[] => cyclesIn(graph);

  it('of values is seen between files', () => {
    const files = [
      file('webview/src/a.ts', "import { b } from './b.ts';"),
      file('webview/src/b.ts', "import { c } from './c.ts';"),
      file('webview/src/c.ts', "import { a } from './a.ts';"),
      file('webview/src/d.ts', "import { a } from './a.ts';"),
    ];
    const names = ['a', 'b', 'c'].map((name) => `webview/src/${name}.ts`);
    expect(groups(fileGraph(files))).toEqual([names]);
  });

  it.each([
    "import type { B } from './b.ts';",
    "import { type B } from './b.ts';",
    "export type { B } from './b.ts';",
    "type B = import('./b.ts').B;",
    "await import('./b.ts');",
  ])('by %s is seen', (line) => {
    const back = file('webview/src/b.ts', "import { a } from './a.ts';");
    expect(groups(fileGraph([file('webview/src/a.ts', line), back]))).toHaveLength(1);
  });

  it('of folders is seen where no files form one', () => {
    const files = [
      file('webview/src/x/1.ts', "import { a } from '../y/1.ts';"),
      file('webview/src/y/2.ts', "import { a } from '../x/2.ts';"),
    ];
    expect(groups(fileGraph(files))).toEqual([]);
    expect(groups(folderGraph(files))).toEqual([['webview/src/x', 'webview/src/y']]);
  });

  it('of a folder and a file above it is seen', () => {
    const files = [
      file('webview/src/x/1.ts', "import { a } from '../a.ts';"),
      file('webview/src/a.ts', "import { b } from './x/2.ts';"),
      file('webview/src/b.ts', "import { b } from './x/2.ts';"),
    ];
    expect(groups(folderGraph(files))).toEqual([['webview/src/a.ts', 'webview/src/x']]);
  });

  it('of rooms is seen', () => {
    const files = [
      file('packages/a/src/1.ts', "import type { B } from '@stepthrough/b';"),
      file('packages/b/src/1.ts', "import type { A } from '@stepthrough/a';"),
    ];
    expect(groups(roomGraph(files))).toEqual([['a', 'b']]);
  });

  it('that shares a part with another is one group, and two apart are two', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['a', 'c'])],
      ['c', new Set(['b', 'd'])],
      ['d', new Set(['e'])],
      ['e', new Set(['d', 'f'])],
    ]);
    expect(groups(graph)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });
});

describe('the list of what is known', () => {
  it.each([
    { listed: ['a', 'b'], found: ['a'], result: { new: [], gone: ['b'] } },
    { listed: ['a'], found: ['a', 'b'], result: { new: ['b'], gone: [] } },
    { listed: ['x/'], found: ['x/1', 'x/y/2'], result: none },
    { listed: ['x/'], found: ['xy'], result: { new: ['xy'], gone: ['x/'] } },
    { listed: ['x'], found: ['x/1'], result: { new: ['x/1'], gone: ['x'] } },
  ])('$listed beside $found', ({ listed, found, result }) => {
    expect(beside(listed, found)).toEqual(result);
  });
});
