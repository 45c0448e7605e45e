/** The grammars of `extension/syntaxes`, over the grammars of JSON and YAML that VS Code ships. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const root = join(import.meta.dirname, '../..');
const shipped = vscodeExtensions();

interface Grammar {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(root, 'extension/package.json'), 'utf8')) as {
  readonly contributes: { readonly grammars: readonly Grammar[] };
};
const { grammars } = manifest.contributes;

describe.skipIf(shipped === undefined)('the grammars (skipped without VS Code’s own)', () => {
  it.each([
    [
      'JSONata in JSON',
      'source.asl',
      `{ "Output": "{% $sum($states.input.lines) > 10 and $name = 'x' %}" }`,
      {
        $sum: 'support.function.jsonata',
        $states: 'variable.language.states.jsonata',
        input: 'variable.other.property.jsonata',
        '10': 'constant.numeric.jsonata',
        and: 'keyword.operator.word.jsonata',
        $name: 'variable.other.readwrite.jsonata',
        x: 'string.quoted.single.jsonata',
        Output: 'support.type.property-name.json.comments',
      },
    ],
    [
      'paths and intrinsic functions in JSON',
      'source.asl',
      `"id.$": "States.Format('{}', $.order.id)", "x": "$$.Execution.Id", "y": "costs $5"`,
      {
        'States.Format': 'support.function.intrinsic.asl',
        order: 'variable.other.property.jsonpath',
        $$: 'variable.language.context.jsonpath',
        Execution: 'variable.other.property.jsonpath',
        'costs $5': 'string.quoted.double.json.comments',
      },
    ],
    [
      'comments and substitutions in JSON',
      'source.asl',
      '"Seconds": ${Pause}, "Resource": "${Function}" // later',
      {
        '${Pause}': 'variable.other.substitution.asl',
        '${Function}': 'variable.other.substitution.asl',
        ' later': 'comment.line.double-slash.js',
      },
    ],
    [
      'JSONata in a block scalar of YAML',
      'source.asl-yaml',
      'Output: |-\n  {%\n    $sum($states.input)\n  %}\nEnd: true',
      {
        $sum: 'support.function.jsonata',
        $states: 'variable.language.states.jsonata',
        End: 'entity.name.tag.yaml',
      },
    ],
    [
      'JSONata in a quoted string of YAML',
      'source.asl-yaml',
      `Output: "{% $count($lines) %}" # later`,
      {
        $count: 'support.function.jsonata',
        $lines: 'variable.other.readwrite.jsonata',
        ' later': 'comment.line.number-sign.yaml',
      },
    ],
    [
      'paths and intrinsic functions in YAML',
      'source.asl-yaml',
      `InputPath: $.order.id\nParameters:\n  id.$: States.Format('{}', $.order)\n`,
      {
        $: 'variable.language.root.jsonpath',
        id: 'variable.other.property.jsonpath',
        'States.Format': 'support.function.intrinsic.asl',
      },
    ],
  ])('colour %s', async (_, scope, text, expected) => {
    const found = await scopesIn(scope, text);
    for (const [word, name] of Object.entries(expected)) {
      expect(found.get(word), `${word} in ${[...found.keys()].join(' | ')}`).toBe(name);
    }
  });
});

/** The innermost scope of each token; of a word that stands twice, that of the last one. */
async function scopesIn(scopeName: string, text: string): Promise<ReadonlyMap<string, string>> {
  const grammar = await (await registry()).loadGrammar(scopeName);
  const found = new Map<string, string>();
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar?.tokenizeLine(line, stack) ?? {
      tokens: [],
      ruleStack: stack,
    };
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.set(line.slice(startIndex, endIndex), scopes.at(-1) ?? '');
    }
  }
  return found;
}

async function registry() {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  const bytes = readFileSync(wasm);
  await oniguruma.loadWASM(new Uint8Array(bytes).buffer);
  const files = new Map<string, string>([
    ...grammars.map(({ scopeName, path }): [string, string] => [
      scopeName,
      join(root, 'extension', path),
    ]),
    ...grammarsOf('json'),
    ...grammarsOf('yaml'),
  ]);
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) => {
      const path = files.get(name);
      const text = path === undefined ? undefined : readFileSync(path, 'utf8');
      return Promise.resolve(text === undefined ? null : textmate.parseRawGrammar(text, path));
    },
    getInjections: (name) =>
      grammars.filter(({ injectTo }) => injectTo?.includes(name)).map(({ scopeName }) => scopeName),
  });
}

function grammarsOf(language: string): (readonly [string, string])[] {
  const folder = join(shipped ?? '', language);
  const { contributes } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly contributes: { readonly grammars: readonly Grammar[] };
  };
  return contributes.grammars.map(({ scopeName, path }) => [scopeName, join(folder, path)]);
}

function vscodeExtensions(): string | undefined {
  const cache = join(homedir(), '.cache/stepthrough');
  const server = existsSync(cache)
    ? readdirSync(cache).find((name) => name.startsWith('vscode-server-'))
    : undefined;
  const folder = join(cache, server ?? '', 'node_modules/code-server/lib/vscode/extensions');
  return server !== undefined && existsSync(folder) ? folder : undefined;
}
