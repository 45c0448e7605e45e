import type { Program } from './code.ts';

/** What keeps a machine, branch or processor from being started, in words that go on after its name. */
export function startProblem(scope: Program['scopes'][number] | undefined): string | undefined {
  if (!scope) return 'is missing.';
  const { startAt, indexOf } = scope;
  if (indexOf.has(startAt)) return undefined;
  const names = [...indexOf.keys()].map((name) => `'${name}'`).join(', ');
  const known = names === '' ? 'It has no states.' : `It has ${names}.`;
  return startAt === ''
    ? `has no StartAt that names its first state. ${known}`
    : `starts at '${startAt}', which is none of its states. ${known}`;
}
