/** Headers: found whatever the case of their name, and made texts of what a scenario or a Task says. */
import { isArray, textOf, type Json, type JsonObject } from '@stepthrough/json';

export interface Headers {
  readonly [name: string]: string;
}

/** Of an answer: one that is sent several times is a list. */
export interface AnswerHeaders {
  readonly [name: string]: string | readonly string[];
}

/** Several values are joined. */
export function header(headers: AnswerHeaders, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found && textOfAll(found[1]);
}

/** The headers with others in place of those of the same names, whatever their case. */
export function withHeaders<V extends string | readonly string[]>(
  headers: { readonly [name: string]: V },
  others: { readonly [name: string]: V },
): { readonly [name: string]: V } {
  const named = new Set(Object.keys(others).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !named.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...others };
}

/** Without those of these names, which are in lower case. */
export function withoutHeaders<V>(
  headers: { readonly [name: string]: V },
  names: ReadonlySet<string>,
): { readonly [name: string]: V } {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())),
  );
}

/** Several values of one header are joined. */
export function headersOf(given: JsonObject): Headers {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, textOfAll(value)]));
}

/** Of an answer. A cookie may hold a comma, so that several stay apart. */
export function answerHeadersOf(given: JsonObject): AnswerHeaders {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      isArray(value) && name.toLowerCase() === 'set-cookie'
        ? severalOf(value.map(textOf))
        : textOfAll(value),
    ]),
  );
}

export function severalOf(values: readonly string[]): string | readonly string[] {
  const [first = '', ...others] = values;
  return others.length === 0 ? first : values;
}

function textOfAll(value: Json): string {
  return isArray(value) ? value.map(textOf).join(',') : textOf(value);
}
