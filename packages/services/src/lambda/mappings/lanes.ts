/** Records of a stream that are worked on side by side: those of one item stay in one lane, in order. */
import { isObject, type JsonObject } from '@stepthrough/json';

/** Which of the lanes a record belongs to. */
export function laneOf({ dynamodb }: JsonObject, lanes: number): number {
  if (lanes === 1 || !isObject(dynamodb)) return 0;
  const key = JSON.stringify(dynamodb['Keys'] ?? null);
  let hash = 0;
  for (const character of key) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 2_147_483_647;
  return hash % lanes;
}
