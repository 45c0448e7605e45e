import type { SourceNode } from './node.ts';

/**
 * What a deployment chooses from: the two arms of an `Fn::If`, in its long form or as the tag `!If`.
 * `undefined` for everything else, also for an `Fn::If` that is not written whole.
 */
export function alternativesOf(node: SourceNode): readonly SourceNode[] | undefined {
  if (node.kind === 'placeholder') return node.arms;
  const [only, ...others] = node.kind === 'object' ? node.properties : [];
  if (only?.key.value !== 'Fn::If' || others.length > 0) return undefined;
  return only.value?.kind === 'array' ? armsOf(only.value.items) : undefined;
}

/** The arms among the arguments of an `Fn::If`: condition, value if true, value if false. */
export function armsOf(items: readonly SourceNode[]): readonly SourceNode[] | undefined {
  return items.length === 3 ? items.slice(1) : undefined;
}

/** Whether a deployment leaves out what stands here: `AWS::NoValue`. */
export function isNoValue(node: SourceNode | undefined): boolean {
  if (node?.kind === 'placeholder') return /^(?:!Ref\s+)?AWS::NoValue$/.test(node.name);
  const [only, ...others] = node?.kind === 'object' ? node.properties : [];
  if (only?.key.value !== 'Ref' || others.length > 0) return false;
  return only.value?.kind === 'string' && only.value.value === 'AWS::NoValue';
}
