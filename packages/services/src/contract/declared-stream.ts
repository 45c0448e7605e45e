/** The stream of a table that a scenario declares: it begins with the world. */
import type { Surroundings } from './service.ts';

type Place = Pick<Surroundings, 'account' | 'region' | 'clockStart'>;

/** Part of the ARN of a stream that begins at this time. */
export function streamLabel(at: number): string {
  return new Date(at).toISOString().slice(0, 23);
}

export function declaredStreamArn(table: string, { account, region, clockStart }: Place): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${table}/stream/${streamLabel(clockStart)}`;
}
