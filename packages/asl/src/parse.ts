import type { AslDocument, Syntax } from './document.ts';
import { readMachine } from './read-machine.ts';
import { parseJson } from './source/json.ts';
import { Layout } from './source/layout.ts';
import { KnownStates, parseYamlByStates } from './source/yaml-states.ts';

/**
 * Reads any text, the empty one included; what cannot be read is listed in `problems`. With what is
 * known of an earlier text, only the states of a long YAML text that have changed are read.
 */
export function parse(text: string, syntax: Syntax, known = new KnownStates()): AslDocument {
  const source = syntax === 'json' ? parseJson(text) : parseYamlByStates(text, known);
  const machine = source.root?.kind === 'object' ? readMachine(source.root) : undefined;
  return { text, syntax, ...source, machine, layout: new Layout(text, source.root), known };
}

/** The syntax that a file's name tells: YAML for `.yaml` and `.yml`, otherwise JSON. */
export function syntaxOf(path: string): Syntax {
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'json';
}
