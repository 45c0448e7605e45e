import type { AslDocument, Syntax } from '../document.ts';
import { parse } from '../parse.ts';
import { applyOperation, type EditOutcome } from './apply-operation.ts';
import type { Operation } from './operation.ts';
import { applyToLater } from './rebase.ts';

interface VersionedText {
  readonly version: number;
  readonly text: string;
  readonly syntax: Syntax;
}

/** Versions and characters that are kept; an author who works on an older picture is asked to look again. */
const most = { versions: 30, characters: 20_000_000 };

/**
 * The latest texts of a document, on which operations may have been made that arrive late: while one is
 * on its way, the text may change.
 */
export class RecentTexts {
  #texts: readonly VersionedText[] = [];
  /** Of the latest text; those before it are read again in the rare case that one is asked for. */
  #latest: { readonly version: number; readonly document: AslDocument } | undefined;

  /** The document of a version, which is later than all that are known. */
  add(version: number, document: AslDocument): void {
    const { text, syntax } = document;
    this.#latest = { version, document };
    const known = this.#texts.filter((each) => each.version < version);
    const texts = [...known, { version, text, syntax }];
    let room = most.characters;
    const kept = texts.reverse().filter((each, index) => {
      room -= each.text.length;
      return index === 0 || (index < most.versions && room >= 0);
    });
    this.#texts = kept.reverse();
  }

  /** The edits that carry out, in the latest text, an operation that was made on a version of it. */
  apply(operation: Operation, version: number): EditOutcome {
    const latest = this.#latest;
    const seen = this.#texts.find((each) => each.version === version);
    if (!latest || !seen) return { ok: false, message: unknown };
    if (version === latest.version) return applyOperation(latest.document, operation);
    return applyToLater(
      parse(seen.text, seen.syntax, latest.document.known),
      latest.document,
      operation,
    );
  }
}

const unknown =
  'This edit was made on a text that has changed many times since, so it was not made. Look at it again.';
