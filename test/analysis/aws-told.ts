/** Definitions with one fault each, and what ValidateStateMachineDefinition says of them here. */
import { validateDefinition } from '@stepthrough/analysis';
import { openServiceCatalog } from '@stepthrough/catalog/files';

export type Fields = { readonly [name: string]: unknown };

export const catalog = openServiceCatalog();
export const pass = { Type: 'Pass', End: true };
export const invoke = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f' },
  End: true,
};

/** A machine of one state `A`, or of that and those given. */
export function machine(state: Fields, others: Fields = {}, more: Fields = {}): Fields {
  return { StartAt: 'A', States: { A: state, ...others }, ...more };
}

export function task(resource: string, more: Fields = {}): Fields {
  return { Type: 'Task', Resource: `arn:aws:states:::${resource}`, End: true, ...more };
}

export function choice(rule: Fields, more: Fields = {}): Fields {
  const state = { Type: 'Choice', Choices: [rule], Default: 'B' };
  return machine(state, { B: { Type: 'Succeed' } }, more);
}

export function map(fields: Fields, config: Fields | undefined): Fields {
  const processor = {
    ...(config && { ProcessorConfig: config }),
    StartAt: 'I',
    States: { I: pass },
  };
  return machine({ Type: 'Map', ItemProcessor: processor, End: true, ...fields });
}

export const distributed = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };

export function reading(config: Fields, resource = 's3:getObject'): Fields {
  const ItemReader = {
    Resource: `arn:aws:states:::${resource}`,
    ReaderConfig: config,
    Parameters: { Bucket: 'b', Key: 'k' },
  };
  return map({ ItemReader }, distributed);
}

export function retrying(...retriers: readonly Fields[]): Fields {
  return machine({ ...invoke, Retry: retriers });
}

export function told(definition: Fields, type?: 'STANDARD' | 'EXPRESS'): readonly string[] {
  const { diagnostics } = validateDefinition(JSON.stringify(definition), type, catalog);
  return diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
}

export const schema = 'SCHEMA_VALIDATION_FAILED:';
export const jsonata = { QueryLanguage: 'JSONata' };

export const unrecognized = (resource: string) =>
  `${schema} The resource provided arn:aws:states:::${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource`;
