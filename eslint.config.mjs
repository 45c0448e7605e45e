import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { nothingOutside } from './scripts/lint/nothing-outside.mjs';
import { ownMembers } from './scripts/lint/own-members.mjs';

const sourcesOf = (/** @type {string} */ room) => `packages/${room}/src/**/*.ts`;

/** They touch nothing but their arguments. */
const pureRooms = [
  ...['json', 'asl', 'expressions', 'catalog', 'analysis', 'interpreter', 'protocol'],
  ...['collections'],
].map(sourcesOf);

/** They have what Node and browsers share, and no clock, chance, network, disk, process or thread either. */
const simulatedRooms = ['scenario', 'services', 'simulator'].map(sourcesOf);
const shared = {
  globals: [
    ...['Buffer', 'TextEncoder', 'TextDecoder', 'URL', 'URLSearchParams', 'Intl'],
    ...['structuredClone', 'crypto'],
  ],
  modules: { 'node:crypto': ['createHash', 'createHmac'] },
};
/** Where a simulation meets the machine: files, threads and handlers come in through these. */
const doors = [
  'packages/simulator/src/evaluation/evaluation-worker.ts',
  'packages/simulator/src/evaluation/isolated-evaluation.ts',
  'packages/simulator/src/headless/load.ts',
  'packages/simulator/src/headless/load-scenario.ts',
  'packages/simulator/src/headless/run.ts',
  'packages/simulator/src/headless/test-scenario.ts',
  'packages/simulator/src/lambda-runtime/**',
  'packages/simulator/src/service-catalog.ts',
];

/** What opens a socket or starts a process, wherever it comes from: `hosting` alone does. */
const hosted = {
  net: ['createServer', 'Server'],
  http: ['createServer', 'Server'],
  https: ['createServer', 'Server'],
  http2: ['createServer', 'createSecureServer'],
  tls: ['createServer', 'Server'],
  dgram: ['createSocket', 'Socket'],
  inspector: ['open'],
  cluster: ['fork', 'setupPrimary'],
  child_process: ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
};
const hostedMessage = 'Servers and child processes are those of @stepthrough/hosting.';
const hostedImports = [
  ...Object.entries(hosted).flatMap(([name, names]) =>
    [name, `node:${name}`].map((module) => ({
      name: module,
      importNames: ['default', ...names],
      message: hostedMessage,
    })),
  ),
  { name: 'ws', importNames: ['default', 'Server', 'WebSocketServer'], message: hostedMessage },
];
/** The ways around an import declaration. */
const hostedSyntax = [
  `ImportExpression[source.value=/^(?:node:)?(?:${Object.keys(hosted).join('|')}|ws)$/]`,
  `CallExpression[callee.name='require'][arguments.0.value=/^(?:node:)?(?:${Object.keys(hosted).join('|')}|ws)$/]`,
  "CallExpression[callee.property.name='getBuiltinModule']",
].map((selector) => ({ selector, message: hostedMessage }));

/**
 * What users wrote is evaluated where its work is bounded: regular expressions in the room of
 * expressions, JSONata by the simulator's evaluation.
 */
const expressionSyntax = [
  "NewExpression[callee.name='RegExp']:not([arguments.0.type='Literal'])",
  "CallExpression[callee.name='RegExp']",
].map((selector) => ({
  selector,
  message: 'Regular expressions that are not written here: compileRegularExpression.',
}));
const expressionImports = [
  {
    name: '@stepthrough/expressions',
    importNames: ['evaluateJsonata'],
    message: 'It may run for seconds: evaluateTemplate of @stepthrough/simulator.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.types/**',
      'test-results/**',
      '**/generated/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@typescript-eslint': tseslint.plugin, 'react-hooks': reactHooks },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        projectService: { allowDefaultProject: ['cli/bin/*.mjs', 'samples/*/functions/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-debugger': 'error',
      'no-else-return': 'error',
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-empty-function': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['packages/hosting/**', 'test/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [...hostedImports, ...expressionImports] }],
      'no-restricted-syntax': ['error', ...hostedSyntax, ...expressionSyntax],
    },
  },
  {
    // The thread that can be stopped; and TestState, which is one evaluation that its caller awaits.
    files: [
      'packages/simulator/src/evaluation/evaluation-worker.ts',
      'packages/interpreter/src/test-state/test-state.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { paths: hostedImports }] },
  },
  {
    // Made of tables of our own, or of AWS's models by a program of development.
    files: ['language-server/src/expression-tokens.ts', 'packages/catalog/scripts/patterns.ts'],
    rules: { 'no-restricted-syntax': ['error', ...hostedSyntax] },
  },
  {
    files: ['**/src/**/*.ts', '**/src/**/*.tsx', 'packages/catalog/scripts/*.ts'],
    // `member` and `setMember` are the way round, written once.
    ignores: ['packages/json/src/member.ts'],
    plugins: { stepthrough: { rules: { 'own-members': ownMembers } } },
    rules: { 'stepthrough/own-members': 'error' },
  },
  {
    files: pureRooms,
    plugins: { outside: { rules: { nothing: nothingOutside } } },
    rules: { 'outside/nothing': 'error' },
  },
  {
    files: simulatedRooms,
    ignores: doors,
    plugins: { outside: { rules: { nothing: nothingOutside } } },
    rules: { 'outside/nothing': ['error', shared] },
  },
  {
    // The door itself.
    files: ['packages/expressions/src/bounds/regular-expression.ts'],
    rules: { 'no-restricted-syntax': ['error', ...hostedSyntax] },
  },
  {
    files: ['cli/**', 'test/**', 'scripts/**'],
    rules: { 'no-console': 'off' },
  },
);
