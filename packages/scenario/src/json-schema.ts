import type { Json } from '@stepthrough/asl';
import { scenarioShape } from './scenario-shape.ts';
import { jsonSchemaOf } from './shape.ts';

/** The JSON Schema of scenario files, made of the same table that the reader checks by. */
export function scenarioSchema(): { readonly [name: string]: Json } {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Stepthrough scenario',
    ...jsonSchemaOf(scenarioShape),
  };
}
