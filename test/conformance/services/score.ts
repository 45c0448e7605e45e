/** Plays every recorded conversation of a folder and counts what is right. */
import { basename } from 'node:path';
import { readConversations } from './case.ts';
import { canRunHandlers, needsHandlers } from './handlers.ts';
import { playPatterns } from './patterns.ts';
import { play } from './play.ts';

export interface ServiceScore {
  readonly service: string;
  readonly conversations: number;
  readonly right: number;
  /** They have handlers in Python, which is not there. */
  readonly skipped?: readonly string[];
  readonly failing: readonly { readonly name: string; readonly differences: readonly string[] }[];
  /** How often each operation was asked that is not simulated. */
  readonly notSimulated: { readonly [operation: string]: number };
}

/** `only`, when given, is a part of the names of those that are played. */
export async function scoreService(folder: string, only = ''): Promise<ServiceScore> {
  const failing = [];
  const notSimulated: Record<string, number> = {};
  const all = readConversations(folder, only);
  const isPythonMissing = all.some(needsHandlers) && !canRunHandlers();
  const skipped = all.filter((one) => isPythonMissing && needsHandlers(one));
  const conversations = all.filter((one) => !skipped.includes(one));
  for (const conversation of conversations) {
    const played = await play(conversation);
    for (const operation of played.notSimulated) {
      notSimulated[operation] = (notSimulated[operation] ?? 0) + 1;
    }
    if (!played.isRight) {
      failing.push({ name: conversation.name, differences: played.differences });
    }
  }
  const patterns = await playPatterns(folder, only);
  failing.push(...patterns.failing);
  const count = conversations.length + patterns.count;
  return {
    service: basename(folder),
    conversations: count,
    right: count - failing.length,
    ...(skipped.length === 0 ? {} : { skipped: skipped.map(({ name }) => name) }),
    failing,
    notSimulated,
  };
}
