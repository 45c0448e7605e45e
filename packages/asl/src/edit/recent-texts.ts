import type { Syntax } from '../document.ts';
import { parse } from '../parse.ts';
import { applyOperation, type EditOutcome } from './apply-operation.ts';
import type { Operation } from './operation.ts';
import { applyToLater } from './rebase.ts';

interface VersionedText {
  readonly version: number;
  readonly text: string;
}

/** Versions and characters that are kept; an author who works on an older picture is asked to look again. */
const most = { versions: 30, characters: 20_000_000 };

/**
 * The latest texts of a document, on which operations may have been made that arrive late: while one is
 * on its way, the text may change.
 */
export class RecentTexts {
  readonly #syntax: Syntax;
  #texts: readonly VersionedText[] = [];

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  /** The text of a version, which is later than all that are known. */
  add(version: number, text: string): void {
    const texts = [...this.#texts.filter((each) => each.version < version), { version, text }];
    let room = most.characters;
    const kept = texts.reverse().filter((each, index) => {
      room -= each.text.length;
      return index === 0 || (index < most.versions && room >= 0);
    });
    this.#texts = kept.reverse();
  }

  /** The edits that carry out, in the latest text, an operation that was made on a version of it. */
  apply(operation: Operation, version: number): EditOutcome {
    const latest = this.#texts.at(-1);
    const seen = this.#texts.find((each) => each.version === version);
    if (!latest || !seen) return { ok: false, message: unknown };
    const document = parse(latest.text, this.#syntax);
    if (seen === latest) return applyOperation(document, operation);
    return applyToLater(parse(seen.text, this.#syntax), document, operation);
  }
}

const unknown =
  'This edit was made on a text that has changed many times since, so it was not made. Look at it again.';
