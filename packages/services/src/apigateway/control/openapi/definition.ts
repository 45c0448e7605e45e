/** Reading a definition's parts: members of the kinds that are wanted, references, a bounded effort. */
import { Work } from '@stepthrough/expressions';
import {
  atPointer,
  isArray,
  isObject,
  member,
  type Json,
  type JsonObject,
} from '@stepthrough/json';
import type { ApiDocument } from './document.ts';
import { Messages } from './messages.ts';

/** References that lead to one another before the thing itself. */
const mostHops = 32;

/** Steps that a name in a map takes. */
export const perName = 5;

interface Texts {
  readonly [name: string]: string;
}

export class Definition {
  readonly root: JsonObject;
  readonly isSwagger: boolean;
  readonly warnings = new Messages();
  readonly #work = new Work();

  constructor({ root, syntax }: ApiDocument) {
    this.root = root;
    this.isSwagger = syntax === 'swagger';
  }

  /** Definitions that others refer to, e.g. `schemas`, which Swagger has at the root under another name. */
  components(name: string, swaggerName: string): JsonObject {
    return this.isSwagger
      ? objectIn(this.root, swaggerName)
      : objectIn(objectIn(this.root, 'components'), name);
  }

  /** The object that stands here or that `$ref` leads to. Each counts as a step. @throws LimitReached */
  resolve(value: Json | undefined): JsonObject | undefined {
    let found = value;
    for (let hop = 0; hop < mostHops; hop += 1) {
      this.spend(1);
      if (!isObject(found)) return undefined;
      const { $ref: reference } = found;
      if (typeof reference !== 'string') return found;
      // A reference may be as long as the document, and be read as often as others lead to it.
      this.spend(reference.length >> 4);
      found = this.#target(reference);
      if (found === undefined) {
        this.warnings.add(`Reference to '${reference}' not found. Ignoring.`);
        return undefined;
      }
    }
    return undefined;
  }

  /** Members that are objects, or refer to some. @throws LimitReached */
  entriesIn(holder: JsonObject): readonly (readonly [string, JsonObject])[] {
    return Object.entries(holder).flatMap(([name, value]) => {
      const found = this.resolve(value);
      return found ? [[name, found] as const] : [];
    });
  }

  /** Items that are objects, or refer to some. @throws LimitReached */
  itemsIn(holder: JsonObject, name: string): readonly JsonObject[] {
    const items = member(holder, name);
    return (isArray(items) ? items : []).flatMap((item): JsonObject[] => {
      const found = this.resolve(item);
      return found ? [found] : [];
    });
  }

  /** Texts of a list; `undefined` when there is none. @throws LimitReached */
  textsIn(holder: JsonObject, name: string): readonly string[] | undefined {
    const found = member(holder, name);
    if (!isArray(found)) return undefined;
    this.spend(found.length);
    return found.flatMap((item) => asText(item) ?? []);
  }

  /** Texts by name; an object among them, such as a template in YAML, as its JSON. @throws LimitReached */
  textMapIn(holder: JsonObject, name: string): Texts | undefined {
    const found = member(holder, name);
    if (!isObject(found)) return undefined;
    const entries = Object.entries(found).filter(([, value]) => value !== null);
    this.spend(entries.length * perName);
    return Object.fromEntries(entries.map(([key, value]) => [key, this.#written(value)]));
  }

  /** `steps`: members that are read; what references repeat counts each time. @throws LimitReached */
  spend(steps: number): void {
    this.#work.spend('steps', steps);
  }

  #written(value: Json): string {
    const text = asText(value);
    if (text !== undefined) return text;
    const written = JSON.stringify(value);
    this.spend(written.length >> 4);
    return written;
  }

  #target(reference: string): Json | undefined {
    if (!reference.startsWith('#')) return undefined;
    const pointer = reference.slice(1);
    return atPointer(this.root, pointer) ?? atPointer(this.root, decoded(pointer));
  }
}

/** A reference is a URI, in which `{` may be written `%7B`. */
function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

export function objectIn(holder: JsonObject, name: string): JsonObject {
  const found = member(holder, name);
  return isObject(found) ? found : {};
}

/** A text; a number or a boolean, which YAML makes of some texts, as it is written. */
export function textIn(holder: JsonObject, name: string): string | undefined {
  return asText(member(holder, name));
}

function asText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function numberIn(holder: JsonObject, name: string): number | undefined {
  const text = textIn(holder, name);
  if (text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number;
}

export function flagIn(holder: JsonObject, name: string): boolean | undefined {
  const text = textIn(holder, name)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
