import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// StrykerJS works in a copy whose node_modules lead to the packages here. By these aliases the tests
// load the packages of the copy, in which the faults are.
const here = import.meta.dirname;
const manifests = globSync(['packages/*/package.json', '*/package.json'], {
  cwd: here,
  exclude: ['node_modules'],
});
const places = manifests.flatMap((manifest) => {
  const { name, exports = {} } = JSON.parse(readFileSync(join(here, manifest), 'utf8')) as {
    readonly name: string;
    readonly exports?: { readonly [path: string]: string };
  };
  return Object.entries(exports).map(([path, target]): [string, string] => [
    join(name, path).replace(/\/\*?$/, ''),
    join(here, manifest, '..', target).replace(/\/\*$/, ''),
  ]);
});
// A name is also the beginning of the longer ones.
const alias = Object.fromEntries(places.sort(([one], [other]) => other.length - one.length));

const tests = (process.env['MUTATION_TESTS'] ?? 'test').split(',');

export default defineConfig({
  resolve: { alias },
  test: {
    include: tests.map((folder) => `${folder}/**/*.test.ts`),
    exclude: [
      'test/{e2e,tidy,fuzz,cli,samples,hosting}/**',
      'test/webview/browser/**',
      // Programs of their own, which run the code without faults, and long searches: a fault that
      // they alone notice counts as survived.
      '**/{fuzz,total,busy,port,liveness,neovim,orphans,growth,conversations}.test.ts',
      '**/{in-flight,hostile-templates,edit-properties,properties,fast-reading}.test.ts',
      '**/node_modules/**',
    ],
    testTimeout: 60_000,
  },
});
