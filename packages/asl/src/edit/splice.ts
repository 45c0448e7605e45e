import type { AslDocument } from '../document.ts';
import type { ArrayNode, ObjectNode } from '../source/node.ts';
import { jsonSplicer } from './splice-json.ts';
import { yamlSplicer } from './splice-yaml.ts';
import type { Splicer } from './splicer.ts';

/** Containers in YAML's flow style are written as JSON. */
export function splicerFor(document: AslDocument, container: ObjectNode | ArrayNode): Splicer {
  const isFlow = '{['.includes(document.text[container.range.start] ?? '');
  return document.syntax === 'json' || isFlow ? jsonSplicer : yamlSplicer;
}
