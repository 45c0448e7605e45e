import { type Range, type Retrier, type State, walkStates } from '@stepthrough/asl';
import type { InlayHint } from 'vscode-languageserver';
import type { OpenDocument } from '../open-document.ts';

/** When each retrier tries again, behind the last of the fields that decide it. */
export function inlayHints({ source, machines }: OpenDocument, range: Range): InlayHint[] {
  return machines
    .flatMap(({ document }) => (document.machine ? [...walkStates(document.machine)] : []))
    .flatMap(retriersOf)
    .flatMap((retrier) => {
      const offset = placeOf(retrier);
      if (offset === undefined || offset < range.start || offset > range.end) return [];
      const { label, tooltip } = scheduleOf(retrier);
      return [{ position: source.positionAt(offset), label, tooltip, paddingLeft: true }];
    });
}

function retriersOf(state: State): readonly Retrier[] {
  return 'retry' in state ? state.retry : [];
}

function placeOf(retrier: Retrier): number | undefined {
  const { intervalSeconds, maxAttempts, backoffRate, maxDelaySeconds, errorEquals } = retrier;
  const fields = [intervalSeconds, maxAttempts, backoffRate, maxDelaySeconds];
  const present = fields.filter((field) => field !== undefined);
  if (present.length === 0) return errorEquals?.value.at(-1)?.range.end;
  return Math.max(...present.map(({ node }) => node.range.end));
}

/** Delays that are shown; more would push the code aside. */
const shown = 5;

function scheduleOf({
  intervalSeconds,
  maxAttempts,
  backoffRate,
  maxDelaySeconds,
  jitterStrategy,
}: Retrier): { readonly label: string; readonly tooltip: string } {
  // Defaults of the States Language.
  const interval = intervalSeconds?.value ?? 1;
  const attempts = maxAttempts?.value ?? 3;
  const rate = backoffRate?.value ?? 2;
  const most = maxDelaySeconds?.value ?? Infinity;
  if (attempts <= 0) return { label: 'no retry', tooltip: 'The error is not retried.' };
  const delayOf = (index: number): number => Math.min(interval * rate ** index, most);
  const isRandom = jitterStrategy?.value === 'FULL';
  const delays = Array.from({ length: Math.min(attempts, shown) }, (_, index) => delayOf(index));
  const written = delays.map((delay) => (isRandom ? `0–${inWords(delay)}` : inWords(delay)));
  const more = attempts > shown ? `, … ${attempts} retries` : '';
  const total = sumOf(attempts, delayOf);
  const about = isRandom ? 'at most ' : '';
  const retries = attempts === 1 ? '1 retry' : `${attempts} retries`;
  return {
    label: written.join(', ') + more,
    tooltip: `${retries}; the waits between them add up to ${about}${inWords(total)}.`,
  };
}

/** Delays that are added up one by one; after so many they do not grow any more, or beyond all reason. */
const added = 1_000;

function sumOf(count: number, delayOf: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < Math.min(count, added); index += 1) total += delayOf(index);
  return count > added ? total + (count - added) * delayOf(added) : total;
}

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const;

/** Seconds as people write them: `1.5s`, `2m`, `1h 30m`. */
function inWords(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(seconds * 100) / 100;
  for (const [name, size] of units) {
    if (rest >= size) parts.push(`${Math.floor(rest / size)}${name}`);
    rest %= size;
  }
  const left = Math.round(rest * 100) / 100;
  if (left > 0 || parts.length === 0) parts.push(`${left}s`);
  return parts.slice(0, 2).join(' ');
}
