/** Regions of ARNs that requests give. */

/**
 * Whether an ARN is of another region than the function's, or of none. An ARN whose region is a
 * placeholder of a template is not.
 */
export function isElsewhere(arn: string, region: string): boolean {
  const [, given] = /^arn:[^:]*:[^:]*:([a-z\d-]*):/.exec(arn) ?? [];
  return given !== undefined && given !== region;
}
