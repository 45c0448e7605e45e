/** ARNs of functions, of their versions and aliases. */
import type { Context } from '../../contract/service.ts';

export interface Reference {
  readonly name: string;
  /** A version or an alias, when one is named. */
  readonly qualifier: string | undefined;
}

export function functionArn(
  { name, qualifier }: Reference,
  { region, account }: Pick<Context, 'region' | 'account'>,
): string {
  const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
