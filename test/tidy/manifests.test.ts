/** Each package.json declares what its files import, and nothing else; seen to fail. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codicons } from '../../scripts/icons.mjs';
import { beside, manifests } from './known.ts';
import { type Manifest, manifestProblems, type Package } from './manifests.ts';
import { readSource, readSources, root } from './sources.ts';

function read(folder: string): Manifest & { readonly name: string } {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest & {
    readonly name: string;
  };
}

const sources = readSources();
const tools = Object.keys(read('.').devDependencies ?? {});
const patterns = ['packages/*/package.json', '*/package.json', 'test/bench/package.json'];
const folders = globSync(patterns, { cwd: root, exclude: ['node_modules'] }).map(dirname);

/** `ajv-draft-04` finds it beside itself, as its peer. */
const peers = ['ajv'];

it('imports and declarations agree, but for what is listed', () => {
  const found = folders.flatMap((folder) => {
    const manifest = read(folder);
    const isTest = folder.startsWith('test');
    const files = sources.filter(({ path }) => {
      const [owner] = folders
        .filter((each) => path.startsWith(`${each}/`))
        .sort((a, b) => b.length - a.length);
      return owner === folder;
    });
    return manifestProblems({
      name: manifest.name,
      manifest,
      files,
      tools: tools.filter((name) => isTest || name.startsWith('@types/')),
      needed: [...peers, codicons],
      isDevelopment: isTest,
    });
  });
  expect(beside(manifests, found)).toEqual({ new: [], gone: [] });
});

describe('a planted package', () => {
  function problems(code: string, manifest: Manifest, more: Partial<Package> = {}) {
    return manifestProblems({
      name: 'own',
      manifest,
      files: [readSource('own/x.ts', code)],
      ...more,
    });
  }
  const declared = { dependencies: { a: '*', '@s/b': '*' } };

  it('that declares what it imports is fine', () => {
    const code = "import a from 'a'; import { b } from '@s/b/deep'; import x from './x.ts';";
    expect(problems(`${code} import fs from 'node:fs'; import o from 'own';`, declared)).toEqual(
      [],
    );
  });

  it.each([
    ["import a from 'a';", 'own declares @s/b, which none of its files imports'],
    [
      "import a from 'a'; import b from '@s/b'; import c from 'c/deep';",
      'own imports c, which its package.json does not declare',
    ],
    [
      "import a from 'a'; import b from '@s/b'; await import('c');",
      'own imports c, which its package.json does not declare',
    ],
  ])('that says %s is not', (code, problem) => {
    expect(problems(code, declared)).toEqual([problem]);
  });

  it('may import types of what is declared for development, and no values', () => {
    const manifest = { devDependencies: { a: '*', '@types/b': '*', '@types/s__c': '*' } };
    const types = (name: string) => `import type { T } from '${name}';`;
    expect(problems(['a', 'b', '@s/c'].map(types).join('\n'), manifest)).toEqual([]);
    const values = "import { a } from 'a'; import type { T } from 'a';\n";
    expect(problems(values + types('b') + types('@s/c'), manifest)).toHaveLength(1);
    const more = { isDevelopment: true };
    expect(problems(values + types('b') + types('@s/c'), manifest, more)).toEqual([]);
  });

  it('may resolve what it declares without importing it', () => {
    const manifest = { dependencies: { a: '*' } };
    expect(problems("require.resolve('a/x.json');", manifest)).toEqual([]);
    expect(problems("const text = 'aa';", manifest)).toHaveLength(1);
  });

  it('need not name what a build copies, nor declare the tools of the workspace', () => {
    const manifest = { dependencies: { a: '*' } };
    const more = { needed: ['a'], tools: ['vitest', '@types/vscode'] };
    const code = "import { it } from 'vitest'; import type { Uri } from 'vscode';";
    expect(problems(code, manifest, more)).toEqual([]);
    expect(problems(code, manifest)).toHaveLength(3);
  });
});
