import { hasPlaceholder, type ObjectNode, propertyOf, type SourceNode } from '@stepthrough/asl';

/**
 * Whether deployment decides what stands here: a substitution, a string with one, or an intrinsic
 * function of a CloudFormation or Serverless template. Rules are silent about such values.
 */
export function isOpen(node: SourceNode | undefined): boolean {
  if (!node) return false;
  if (node.kind === 'placeholder') return true;
  if (node.kind === 'string') return hasPlaceholder(node.value);
  const [only, ...others] = node.kind === 'object' ? node.properties : [];
  return only !== undefined && others.length === 0 && /^(?:Fn::|Ref$)/.test(only.key.value);
}

export function has(node: ObjectNode, name: string): boolean {
  return propertyOf(node, name) !== undefined;
}

/** Whether a node is a JSONata expression, well-formed or not. */
export function isJsonata(node: SourceNode | undefined): boolean {
  return node?.kind === 'string' && node.value.startsWith('{%') && node.value.endsWith('%}');
}

/** A node's kind in words that a JSON author knows. */
export function kindOf(node: SourceNode): string {
  return kindNames[node.kind];
}

const kindNames: { readonly [K in SourceNode['kind']]: string } = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
  placeholder: 'a substitution',
};
