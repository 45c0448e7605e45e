import type { AslDocument, Syntax } from './document.ts';
import { readMachine } from './read-machine.ts';
import { parseJson } from './source/json.ts';
import { parseYamlByStates } from './source/yaml-states.ts';

/** Reads any text, the empty one included; what cannot be read is listed in `problems`. */
export function parse(text: string, syntax: Syntax): AslDocument {
  const source = syntax === 'json' ? parseJson(text) : parseYamlByStates(text);
  const machine = source.root?.kind === 'object' ? readMachine(source.root) : undefined;
  return { text, syntax, ...source, machine };
}

/** The syntax that a file's name tells: YAML for `.yaml` and `.yml`, otherwise JSON. */
export function syntaxOf(path: string): Syntax {
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'json';
}
