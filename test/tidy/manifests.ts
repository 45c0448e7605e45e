/** What a package.json declares, beside what the files of the package import. */
import { isBuiltin } from 'node:module';
import type { SourceFile } from './sources.ts';

export interface Manifest {
  readonly dependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
}

export interface Package {
  /** Its name, as its own files may import it. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly files: readonly SourceFile[];
  /** What the workspace declares for it: the tools that its tests and scripts run under. */
  readonly tools?: readonly string[];
  /** What is needed without being named in a file: assets that a build copies, peers of what is declared. */
  readonly needed?: readonly string[];
  /** Files that only a test or generator needs, and which may import what is declared for development. */
  readonly isDevelopment?: boolean;
}

/** In words: what is imported and not declared, and what is declared and not imported. */
export function manifestProblems(each: Package): readonly string[] {
  const { name, manifest, files, tools = [], needed = [], isDevelopment = false } = each;
  const shipped = Object.keys(manifest.dependencies ?? {});
  const development = Object.keys(manifest.devDependencies ?? {});
  const used = new Map<string, boolean>();
  for (const { imports } of files) {
    for (const { specifier, isTypeOnly } of imports) {
      const library = libraryOf(specifier);
      if (library === undefined || library === name) continue;
      used.set(library, (used.get(library) ?? true) && isTypeOnly);
    }
  }
  const missing = [...used]
    .filter(([library]) => !shipped.includes(library))
    .filter(([library]) => !tools.includes(library) && !tools.includes(typesOf(library)))
    .filter(([library, isTypes]) => {
      const isDeclared = development.includes(library) || development.includes(typesOf(library));
      return !(isDeclared && (isTypes || isDevelopment));
    })
    .map(([library]) => `${name} imports ${library}, which its package.json does not declare`);
  const unused = [...shipped, ...development]
    .filter((library) => !needed.includes(library) && !isMentioned(library, files))
    .map((library) => `${name} declares ${library}, which none of its files imports`);
  return [...missing, ...unused];
}

/** The package of a specifier; `undefined` for files, modules of Node and names with a scheme. */
function libraryOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || isBuiltin(specifier) || /^[\w-]+:/.test(specifier))
    return undefined;
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

/** Also where it is resolved and not imported: `require.resolve('x/y.json')`. */
function isMentioned(library: string, files: readonly SourceFile[]): boolean {
  const [, own = library] = /^@types\/(.+)$/.exec(library) ?? [];
  const name = own.replace(/^(.+)__/, '@$1/');
  const mention = new RegExp(`['"\`]${name.replaceAll('.', '\\.')}(?:/[^'"\`]*)?['"\`]`);
  return files.some(({ text }) => mention.test(text));
}

function typesOf(library: string): string {
  return `@types/${library.replace(/^@/, '').replace('/', '__')}`;
}
