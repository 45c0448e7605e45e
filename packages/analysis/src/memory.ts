import type { AslDocument, Range, State } from '@stepthrough/asl';
import { JsonataReadings } from './jsonata-readings.ts';
import type { Finding } from './problem.ts';

/** A state's place in a text, and what decides about the findings in it. */
interface Place {
  readonly key: string;
  readonly start: number;
}

/** Texts of states that are kept, in characters; twice as many can be in memory. */
const enough = 2_000_000;

/**
 * Findings by the text of the state, told from where the state begins: an edit of one state costs no
 * new look at the others. What is not asked for is forgotten. A memory is for analyses with the same
 * knowledge of services.
 */
export class Memory {
  readonly readings = new JsonataReadings();
  #older = new Map<string, readonly Finding[]>();
  #newer = new Map<string, readonly Finding[]>();
  #size = 0;

  place(
    { text, layout }: Pick<AslDocument, 'text' | 'layout'>,
    { key, node }: State,
    circumstances: string,
  ): Place {
    const { start } = key.range;
    const column = start - layout.lineStart(start);
    return { key: `${circumstances} ${column} ${text.slice(start, node.range.end)}`, start };
  }

  recall({ key, start }: Place): readonly Finding[] | undefined {
    const known = this.#newer.get(key) ?? this.#older.get(key);
    if (known && !this.#newer.has(key)) this.#add(key, known);
    return known?.map((finding) => moved(finding, start));
  }

  keep({ key, start }: Place, findings: readonly Finding[]): void {
    if (findings.length === 0) {
      this.#add(key, findings);
      return;
    }
    const kept = findings.map((finding) => moved(finding, -start));
    // Strings cut out of a text keep all of it in memory; those read from JSON are their own.
    this.#add(key, JSON.parse(JSON.stringify(kept)) as readonly Finding[]);
  }

  #add(key: string, findings: readonly Finding[]): void {
    this.#newer.set(key, findings);
    this.#size += key.length;
    if (this.#size < enough) return;
    this.#older = this.#newer;
    this.#newer = new Map();
    this.#size = 0;
  }
}

/**
 * Whether a state's own text tells all about it. In YAML an alias stands for text elsewhere, as a
 * Serverless file's references to itself do, and after a mistake the same text is read in another way.
 */
export function canBeRemembered({ syntax, text, problems }: AslDocument): boolean {
  if (text.includes('${self:')) return false;
  return syntax === 'json' || (problems.length === 0 && !/(?:^|[\s[{,])&\S/.test(text));
}

function moved(finding: Finding, by: number): Finding {
  const move = ({ start, end }: Range): Range => ({ start: start + by, end: end + by });
  return {
    ...finding,
    range: move(finding.range),
    aws: finding.aws?.at ? { ...finding.aws, at: move(finding.aws.at) } : finding.aws,
    related: finding.related.map((each) => ({ ...each, range: move(each.range) })),
    fixes: finding.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...edit, range: move(edit.range) })),
    })),
  };
}
