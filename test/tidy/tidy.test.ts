import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources, root, type SourceFile } from './sources.ts';

/** Who may import whom: the table of ARCHITECTURE.md. */
const arrows: { readonly [room: string]: readonly string[] } = {
  json: [],
  asl: ['catalog', 'json'],
  expressions: ['catalog', 'json'],
  catalog: ['json'],
  analysis: ['asl', 'expressions', 'catalog', 'json'],
  interpreter: ['asl', 'expressions', 'catalog', 'json'],
  hosting: [],
  simulator: ['interpreter', 'expressions', 'asl', 'catalog', 'json', 'hosting'],
  protocol: ['json'],
  'debug-adapter': [
    'simulator',
    'interpreter',
    'asl',
    'expressions',
    'protocol',
    'json',
    'hosting',
  ],
  'language-server': ['asl', 'expressions', 'catalog', 'analysis', 'protocol', 'json', 'hosting'],
  webview: ['asl', 'catalog', 'protocol', 'json'],
  extension: ['protocol', 'asl', 'hosting'],
  cli: ['analysis', 'simulator', 'asl', 'catalog', 'language-server', 'debug-adapter', 'json'],
};

/** Libraries that only one room may know. */
const owners: { readonly [library: string]: readonly string[] } = {
  vscode: ['extension', 'test'],
  'vscode-languageserver': ['language-server', 'test'],
  '@vscode/debugprotocol': ['debug-adapter', 'test'],
  reactflow: ['webview', 'test'],
  jsonata: ['expressions', 'test'],
  re2js: ['expressions'],
  velocityjs: ['simulator'],
  'ajv-draft-04': ['simulator'],
};

const sources = readSources();
const own = sources.filter(({ path }) => roomOf(path) !== 'test');

function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'packages' ? second : first;
}

describe('imports', () => {
  it('follow the table of rooms', () => {
    const wrong = own.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => specifier.startsWith('@stepthrough/'))
        .filter(({ specifier }) => !arrows[roomOf(path)]?.includes(specifier.split('/')[1] ?? ''))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('cross rooms by name, never by path', () => {
    const wrong = own.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target !== undefined && roomOf(target) !== roomOf(path))
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('stay out of the index of their own room', () => {
    const wrong = own
      .filter(({ path }) => !path.endsWith('/main.ts'))
      .filter(({ imports }) => imports.some(({ target }) => target?.endsWith('/src/index.ts')))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('leave each protocol to the room that owns it', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => {
          const library = Object.keys(owners).find(
            (name) => specifier === name || specifier.startsWith(`${name}/`),
          );
          return library !== undefined && !owners[library]?.includes(roomOf(path));
        })
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('form no cycle', () => {
    expect(findCycle(own)).toBeUndefined();
  });

  it('of webview pages reach VS Code through host.ts alone', () => {
    const wrong = own
      .filter(({ path }) => path.startsWith('webview/') && path !== 'webview/src/host.ts')
      .filter(({ path }) => /\bacquireVsCodeApi\(/.test(readFileSync(join(root, path), 'utf8')))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

function findCycle(files: readonly SourceFile[]): string[] | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (path: string): string[] | undefined => {
    if (open.includes(path)) return [...open.slice(open.indexOf(path)), path];
    if (done.has(path)) return undefined;
    open.push(path);
    for (const { target, isTypeOnly } of byPath.get(path)?.imports ?? []) {
      const cycle = target !== undefined && !isTypeOnly ? visit(target) : undefined;
      if (cycle) return cycle;
    }
    open.pop();
    done.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const cycle = visit(path);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('files', () => {
  it('have at most 500 lines, and nine of ten at most 300', () => {
    const code = own.filter(({ path }) => !/\/generated\/|catalog\/src\//.test(path));
    const large = code
      .filter(({ lines }) => lines > 500)
      .map(({ path, lines }) => `${path} ${lines}`);
    expect(large).toEqual([]);
    const lengths = code.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(300);
  });

  it('export nothing that no other file imports', () => {
    const used = new Set<string>();
    const rooms = new Map(
      own
        .filter(({ path }) => path.endsWith('/src/index.ts'))
        .map((file) => [`@stepthrough/${roomOf(file.path)}`, file.path]),
    );
    // What only a program in Node can use of a room that touches nothing outside.
    rooms.set('@stepthrough/catalog/files', 'packages/catalog/files/open-service-catalog.ts');
    for (const { imports } of sources) {
      for (const { target, specifier, names } of imports) {
        const path = target ?? rooms.get(specifier);
        for (const name of names) used.add(`${path} ${name}`);
      }
    }
    const isEntry = (path: string): boolean => /\/(main\.tsx?|extension\.ts)$/.test(path);
    const dead = own
      .filter(({ path }) => !isEntry(path))
      .flatMap(({ path, exports }) =>
        exports
          .filter((name) => !used.has(`${path} ${name}`) && !used.has(`${path} *`))
          .map((name) => `${path}: ${name}`),
      );
    expect(dead).toEqual([]);
  });

  it('leave nothing for later and switch no check off', () => {
    const marks = /\b(?:TODO|FIXME|XXX)\b|@ts-(?:ignore|nocheck)|\b(?:describe|it|test)\.only\(/;
    const left = sources
      .filter(({ path }) => path !== 'test/tidy/tidy.test.ts')
      .filter(({ path }) => marks.test(readFileSync(join(root, path), 'utf8')))
      .map(({ path }) => path);
    expect(left).toEqual([]);
  });
});

describe('the manifest', () => {
  const manifest = JSON.parse(
    readFileSync(join(root, 'extension/package.json'), 'utf8'),
  ) as Manifest;
  const code = own
    .filter(({ path }) => path.startsWith('extension/'))
    .map(({ path }) => readFileSync(join(root, path), 'utf8'))
    .join('\n');

  it('lists just the commands that the code registers', () => {
    const listed = manifest.contributes.commands.map(({ command }) => command).sort();
    const table = /const commands[^{]*\{[^{]*?\{([^]*?)\n\};/.exec(code)?.[1] ?? code;
    const registered = [...table.matchAll(/'(stepthrough\.\w+)':/g)].map(([, name]) => name).sort();
    expect(registered).toEqual(listed);
  });

  it('names only files that exist', () => {
    const files = [
      ...manifest.contributes.languages.map(({ configuration }) => configuration),
      ...(manifest.contributes.grammars ?? []).map(({ path }) => path),
      ...(manifest.contributes.snippets ?? []).map(({ path }) => path),
      ...(manifest.contributes.jsonValidation ?? []).map(({ url }) => url),
      manifest.icon,
    ];
    for (const file of files) {
      expect(() => readFileSync(join(root, 'extension', file)), file).not.toThrow();
    }
  });

  it('describes every property of a launch configuration', () => {
    const declared = readFileSync(join(root, 'packages/protocol/src/debug.ts'), 'utf8');
    const fields = /interface LaunchConfiguration \{([^]*?)\n\}/.exec(declared)?.[1] ?? '';
    const names = [...fields.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
    const internal = ['canChooseStart', 'noDebug'];
    expect(
      Object.keys(
        manifest.contributes.debuggers[0]?.configurationAttributes.launch.properties ?? {},
      ).sort(),
    ).toEqual(names.filter((name) => name !== undefined && !internal.includes(name)).sort());
  });
});

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languages: readonly { readonly configuration: string }[];
    readonly grammars?: readonly { readonly path: string }[];
    readonly snippets?: readonly { readonly path: string }[];
    readonly jsonValidation?: readonly { readonly url: string }[];
    readonly debuggers: readonly {
      readonly configurationAttributes: {
        readonly launch: { readonly properties: { readonly [name: string]: unknown } };
      };
    }[];
  };
}
