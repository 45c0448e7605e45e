/** Plays every recorded case of a folder and counts what is right. */
import { basename } from 'node:path';
import type { ServiceScore } from '../services/score.ts';
import { readCases } from './case.ts';
import { play } from './play.ts';

/** `only`, when given, is a part of the names of those that are played. */
export async function scoreApis(folder: string, only = ''): Promise<ServiceScore> {
  const failing = [];
  const notSimulated: Record<string, number> = {};
  const cases = readCases(folder, only);
  for (const recorded of cases) {
    const played = await play(recorded);
    for (const what of played.notSimulated) notSimulated[what] = (notSimulated[what] ?? 0) + 1;
    if (!played.isRight) failing.push({ name: recorded.name, differences: played.differences });
  }
  return {
    service: basename(folder),
    conversations: cases.length,
    right: cases.length - failing.length,
    failing,
    notSimulated,
  };
}
