/** The services of a case: what each request is answered with. */
import type { Json } from '@stepthrough/asl';
import type { TaskEffect } from '@stepthrough/interpreter';
import { type Answer, isObject } from './cases.ts';

/** Takes answers for requests; none twice, but those that stand for any visit or attempt. */
export class Answers {
  readonly #answers: readonly Answer[];
  readonly #used = new Set<Answer>();

  constructor(answers: readonly Answer[]) {
    this.#answers = [...answers].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  }

  take({ origin }: TaskEffect): Answer | undefined {
    const ofState = this.#answers.filter(({ state }) => state === null || state === origin.state);
    const exact = ofState.find(
      (answer) =>
        (!this.#used.has(answer) || answer.attempt === '*' || answer.path === '*') &&
        isAnyOr(answer.visit, origin.visit) &&
        isAnyOr(answer.attempt, origin.attempt) &&
        isPath(answer.path, origin.path),
    );
    const answer = exact ?? ofState.find((candidate) => !this.#used.has(candidate));
    if (answer) this.#used.add(answer);
    return answer;
  }
}

/** The answer's output with its `$request` and `$repeat` parts filled in. */
export function outputOf(output: Json, request: Json): Json {
  if (Array.isArray(output)) return output.map((item: Json) => outputOf(item, request));
  if (!isObject(output)) return output;
  const { $request, $repeat } = output;
  if (typeof $request === 'string') return at(request, $request);
  if (Array.isArray($repeat)) return String($repeat[0]).repeat(Number($repeat[1]));
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => [name, outputOf(value, request)]),
  );
}

/** The part of a value at a JSON Pointer. */
function at(value: Json, pointer: string): Json {
  let found: Json | undefined = value;
  for (const name of pointer.split('/').slice(1)) {
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) found = found[Number(key)] as Json | undefined;
    else found = isObject(found) ? found[key] : undefined;
  }
  return found ?? null;
}

function isAnyOr(wanted: '*' | number | undefined, value: number): boolean {
  return wanted === undefined || wanted === '*' || wanted === value;
}

function isPath(wanted: Answer['path'], path: TaskEffect['origin']['path']): boolean {
  if (wanted === undefined || wanted === '*') return true;
  return (
    wanted.length === path.length &&
    wanted.every((step, index) => {
      const actual = path[index] as { readonly [member: string]: Json } | undefined;
      return Object.entries(step).every(([name, value]) => actual?.[name] === value);
    })
  );
}
