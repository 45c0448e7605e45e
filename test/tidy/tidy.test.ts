import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomOf } from './rooms.ts';
import { readSources, root } from './sources.ts';

const sources = readSources();
const own = sources.filter(({ path }) => roomOf(path) !== 'test');

describe('imports', () => {
  it('stay out of the index of their own room', () => {
    const wrong = own
      .filter(({ path }) => !path.endsWith('/main.ts'))
      .filter(({ imports }) => imports.some(({ target }) => target?.endsWith('/src/index.ts')))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

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
      .flatMap(({ path, exports, text }) =>
        exports
          .filter((name) => !used.has(`${path} ${name}`) && !used.has(`${path} *`))
          // The type of what is exported cannot be written down without it.
          .filter((name) => !new RegExp(`^export const \\w+: [^={]*\\b${name}\\b`, 'm').test(text))
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

  it('shows nothing but commands that it lists', () => {
    const { commands, menus, keybindings } = manifest.contributes;
    const listed = new Set(commands.map(({ command }) => command));
    const shown = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    const inLenses = sources
      .filter(({ path }) => path.startsWith('language-server/src/'))
      .flatMap(({ text }) => [...text.matchAll(/'(stepthrough\.\w+)'/g)])
      .map(([, name = '']) => name);
    expect([...shown, ...inLenses].filter((name) => !listed.has(name))).toEqual([]);
    expect(inLenses).not.toEqual([]);
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
    readonly menus: { readonly [place: string]: readonly { readonly command: string }[] };
    readonly keybindings: readonly { readonly command: string }[];
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
