/** Whose code is in bundles: read from what esbuild says of them and from the installed packages. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  installedPackages,
  noticesOf,
  packagesIn,
  type ShippedPackage,
} from '../../scripts/notices.mjs';

const root = mkdtempSync(join(tmpdir(), 'stepthrough-notices-'));

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const mit: ShippedPackage = {
  name: 'small',
  version: '1.0.0',
  licence: 'MIT',
  source: 'https://example.org/small',
  texts: ['MIT License\r\nCopyright A. Author\n'],
};

describe('the packages of a bundle', () => {
  function inputs(...paths: readonly string[]): Parameters<typeof packagesIn>[0] {
    return { outputs: { 'out.js': output(paths.map((path) => [path, 1])) } };
  }

  function output(sizes: readonly (readonly [path: string, bytesInOutput: number])[]) {
    return {
      bytes: 1,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(sizes.map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
    };
  }

  it.each([
    ['packages/asl/src/parse.ts', []],
    ['node_modules/yaml/dist/index.js', ['node_modules/yaml']],
    ['node_modules/@a/b/index.js', ['node_modules/@a/b']],
    ['node_modules/a/node_modules/b/index.js', ['node_modules/a/node_modules/b']],
    ['packages/asl/node_modules/a/index.js', ['packages/asl/node_modules/a']],
    ['some-text:/home/me/node_modules/elk/lib/x.js', ['/home/me/node_modules/elk']],
    ['node_modules\\a\\index.js', ['node_modules/a']],
    ['my_node_modules.ts', []],
  ])('%s is of %j', (path, folders) => {
    expect(packagesIn(inputs(path))).toEqual(folders);
  });

  it('are named once, over all outputs', () => {
    const outputs = {
      'a.js': output([
        ['node_modules/a/1.js', 5],
        ['node_modules/a/2.js', 5],
      ]),
      'b.css': output([
        ['node_modules/a/3.js', 5],
        ['node_modules/b/x.css', 5],
      ]),
    };
    expect(packagesIn({ outputs })).toEqual(['node_modules/a', 'node_modules/b']);
  });

  it('are those of which at least a byte is left', () => {
    const outputs = {
      'a.js': output([
        ['node_modules/gone/1.js', 0],
        ['node_modules/left/1.js', 1],
      ]),
    };
    expect(packagesIn({ outputs })).toEqual(['node_modules/left']);
  });
});

describe('an installed package', () => {
  function install(folder: string, manifest: object, files: { readonly [name: string]: string }) {
    const path = join(root, folder);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), JSON.stringify(manifest));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return folder;
  }

  it('brings its licences and notices, and no other file', () => {
    const folder = install(
      'node_modules/data',
      { name: 'data', version: '2.0.0', license: 'Apache-2.0', homepage: 'https://example.org' },
      {
        'README.md': 'read',
        'NOTICE.txt': 'notice',
        'LICENSE-CODE': 'code',
        LICENCE: 'data',
        COPYING: 'copying',
      },
    );
    expect(installedPackages(root, [folder])).toEqual([
      {
        name: 'data',
        version: '2.0.0',
        licence: 'Apache-2.0',
        source: 'https://example.org',
        texts: ['copying', 'data', 'code', 'notice'],
      },
    ]);
  });

  it.each([
    [{ repository: 'a/b', homepage: 'https://example.org' }, 'a/b'],
    [{ repository: { url: 'git://example.org' } }, 'git://example.org'],
    [{ repository: { type: 'git' }, homepage: 'https://example.org' }, 'https://example.org'],
    [{}, undefined],
  ])('whose manifest says %j has its source at %s', (fields, source) => {
    const folder = install('node_modules/sourced', { name: 'a', version: '1.0.0', ...fields }, {});
    expect(installedPackages(root, [folder])[0]?.source).toBe(source);
  });

  it('that names no licence is under an unknown one', () => {
    const manifest = { name: 'old', version: '1.0.0', licenses: [{ type: 'MIT' }] };
    const folder = install('node_modules/old', manifest, { LICENSE: 'text' });
    expect(installedPackages(root, [folder])[0]?.licence).toBe('unknown');
  });

  it('of which two versions are there is listed in both, and each once', () => {
    const named = (folder: string, version: string): string =>
      install(folder, { name: 'two', version, license: 'MIT' }, { LICENSE: 'text' });
    const folders = [
      named('node_modules/z/node_modules/two', '2.0.0'),
      named('node_modules/two', '1.0.0'),
      named('node_modules/y/node_modules/two', '2.0.0'),
    ];
    const versions = installedPackages(root, folders).map(({ version }) => version);
    expect(versions).toEqual(['1.0.0', '2.0.0']);
  });
});

describe('the notices', () => {
  it('say name, version, licence, source and text', () => {
    expect(noticesOf([mit])).toContain(
      'small 1.0.0\nLicence: MIT\nSource: https://example.org/small\n\nMIT License\nCopyright A. Author\n',
    );
  });

  it('say which of two licences is taken', () => {
    const notices = noticesOf([{ ...mit, licence: 'GPL-3.0-or-later OR EPL-2.0' }]);
    expect(notices).toContain('\nLicence: EPL-2.0\n');
  });

  it('put what has the same text above it together', () => {
    const other = { ...mit, name: 'other', source: undefined };
    const notices = noticesOf([mit, other]);
    expect(notices.match(/Copyright A\. Author/g)).toHaveLength(1);
    expect(notices).toContain('small\n\nother 1.0.0\nLicence: MIT\n\nMIT License');
  });

  it('refuse a licence that is not among the allowed ones', () => {
    const planted = { ...mit, name: 'planted', licence: 'SSPL-1.0' };
    expect(() => noticesOf([mit, planted])).toThrow(
      /^planted 1\.0\.0 is under the licence "SSPL-1\.0"\. May be shipped: 0BSD, /,
    );
  });

  it('refuse a package without a text of its licence', () => {
    expect(() => noticesOf([{ ...mit, texts: [] }])).toThrow(
      'small 1.0.0 brings no text of its licence (MIT)',
    );
  });
});
