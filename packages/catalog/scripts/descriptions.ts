import { member } from '@stepthrough/json';

/** What is read of a model here; documentation is HTML. */
interface DescribedModel {
  readonly operations: {
    readonly [name: string]: {
      readonly input?: { readonly shape?: string };
      readonly documentation?: string;
    };
  };
  readonly shapes: {
    readonly [name: string]: {
      readonly members?: { readonly [name: string]: { readonly documentation?: string } };
    };
  };
}

/**
 * The first sentence about each action and each member of its request.
 */
export function descriptionsOf(
  { operations, shapes }: DescribedModel,
  actionName: (operation: string) => string,
  memberName: (member: string) => string,
): {
  readonly [action: string]: readonly [text: string, members: { readonly [name: string]: string }];
} {
  const rows = Object.entries(operations).map(([name, { input, documentation }]) => {
    const members = Object.entries(member(shapes, input?.shape ?? '')?.members ?? {});
    const described = members
      .map(([inner, about]) => [memberName(inner), firstSentence(about.documentation)] as const)
      .filter(([, text]) => text !== '');
    return [
      actionName(name),
      [firstSentence(documentation), Object.fromEntries(described)],
    ] as const;
  });
  return Object.fromEntries(rows);
}

/** Characters of a description that are kept. */
const longest = 200;

/** The first sentence of documentation in HTML, as plain text. */
export function firstSentence(html = ''): string {
  const text = html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<\/?(?:p|li|ul|ol|br|note|important|dl|dt|dd|div)\b[^>]*>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(lt|gt|quot|apos|nbsp|#39);/g, (_, name: string) => member(entities, name) ?? '')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [sentence = text] = /^.*?[^.\s]{2,}[.!?](?= [A-Z]|$)/.exec(text) ?? [];
  if (sentence.length <= longest) return sentence;
  return `${sentence.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}

const entities: { readonly [name: string]: string } = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};
