import { type Compiled, parseJsonata, treeOf } from '@stepthrough/expressions';
import { type JsonataReading, readTree } from './jsonata-reading.ts';

/** Texts that are kept: an editor retypes expressions all day, and to read one again is cheap. */
const enough = 10_000;

/** What the rules ask about expressions, by their text. Each analysis has its own, or that of its memory. */
export class JsonataReadings {
  readonly #known = new Map<string, Compiled<JsonataReading>>();

  /** What stands in an expression without its marks; a message has no code of the library. */
  of(text: string): Compiled<JsonataReading> {
    const known = this.#known.get(text);
    if (known) return known;
    const parsed = parseJsonata(text);
    const reading: Compiled<JsonataReading> = parsed.ok
      ? { ok: true, value: readTree(treeOf(parsed.value)) }
      : { ...parsed, message: parsed.message.replace(/^[A-Z]\d{4}: /, '') };
    if (this.#known.size >= enough) this.#known.clear();
    this.#known.set(text, reading);
    return reading;
  }
}
