import type { AslDocument, Range, State } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Finding } from './problem.ts';

/** A state's place in a text, and what decides about the findings in it. */
interface Place {
  readonly key: string;
  readonly start: number;
}

/** Findings in the states of one document, told from where each state begins. */
export class Memory {
  #before = new Map<string, readonly Finding[]>();
  #now = new Map<string, readonly Finding[]>();
  #services: ServiceCatalog | undefined;

  begin(services: ServiceCatalog): void {
    if (services !== this.#services) this.#before = new Map();
    this.#services = services;
    this.#now = new Map();
  }

  /** What no state of this document has asked for is forgotten. */
  end(): void {
    this.#before = this.#now;
  }

  place(text: string, { key, node }: State, circumstances: string): Place {
    const { start } = key.range;
    const column = start - text.lastIndexOf('\n', start);
    return { key: `${circumstances} ${column} ${text.slice(start, node.range.end)}`, start };
  }

  recall({ key, start }: Place): readonly Finding[] | undefined {
    const known = this.#before.get(key);
    if (known) this.#now.set(key, known);
    return known?.map((finding) => moved(finding, start));
  }

  keep({ key, start }: Place, findings: readonly Finding[]): void {
    this.#now.set(
      key,
      findings.map((finding) => moved(finding, -start)),
    );
  }
}

/** Whether a state's own text tells all about it: an alias stands for text elsewhere. */
export function canBeRemembered({ syntax, text }: AslDocument): boolean {
  return syntax === 'json' || !/(?:^|[\s[{,])&\S/.test(text);
}

function moved(finding: Finding, by: number): Finding {
  const move = ({ start, end }: Range): Range => ({ start: start + by, end: end + by });
  return {
    ...finding,
    range: move(finding.range),
    related: finding.related.map((each) => ({ ...each, range: move(each.range) })),
    fixes: finding.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...edit, range: move(edit.range) })),
    })),
  };
}
