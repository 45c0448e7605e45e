import {
  type Layout,
  stringOffsets,
  type Range,
  type SourceNode,
  walkStates,
} from '@stepthrough/asl';
import {
  SemanticTokenModifiers,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
  SemanticTokenTypes,
} from 'vscode-languageserver';
import { tokensOf } from '../expression-tokens.ts';
import type { OpenDocument, OpenMachine } from '../open-document.ts';
import { stateReferences } from '../state-names.ts';

export const legend = {
  tokenTypes: [
    SemanticTokenTypes.class,
    SemanticTokenTypes.comment,
    SemanticTokenTypes.enumMember,
    SemanticTokenTypes.function,
    SemanticTokenTypes.keyword,
    SemanticTokenTypes.macro,
    SemanticTokenTypes.number,
    SemanticTokenTypes.operator,
    SemanticTokenTypes.property,
    SemanticTokenTypes.regexp,
    SemanticTokenTypes.string,
    SemanticTokenTypes.variable,
  ],
  tokenModifiers: [SemanticTokenModifiers.declaration],
} satisfies SemanticTokensLegend;

interface Token {
  readonly range: Range;
  readonly type: string;
  readonly isDeclaration?: boolean;
}

/** State names, types, substitutions, and the words of every expression, inside strings too. */
export function semanticTokens(file: OpenDocument, within?: Range): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const tokens = file.machines
    .flatMap((open) => tokensIn(open, file.text))
    .filter(({ range }) => !within || (range.start < within.end && within.start < range.end))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let end = 0;
  for (const token of tokens) {
    // Tokens may not overlap; through a YAML alias the same text is reached twice.
    if (token.range.start < end) continue;
    end = token.range.end;
    push(builder, file, token);
  }
  return builder.build();
}

/** Clients draw a token on one line only. */
function push(builder: SemanticTokensBuilder, { source, text }: OpenDocument, token: Token): void {
  const { range, type, isDeclaration } = token;
  const index = legend.tokenTypes.findIndex((each) => each === type);
  for (const { start, end } of lines(text, range)) {
    const { line, character } = source.positionAt(start);
    builder.push(line, character, end - start, index, isDeclaration ? 1 : 0);
  }
}

function lines(text: string, { start, end }: Range): readonly Range[] {
  const parts = text.slice(start, end).split('\n');
  let at = start;
  return parts
    .map((part) => {
      const from = at + (part.length - part.trimStart().length);
      at += part.length + 1;
      return { start: from, end: from + part.trim().length };
    })
    .filter((part) => part.end > part.start);
}

function tokensIn({ document, facts }: OpenMachine, text: string): readonly Token[] {
  const { machine } = document;
  if (!machine) return [];
  const tokens: Token[] = stateReferences(document).map(({ range, isKey }) => ({
    range,
    type: SemanticTokenTypes.class,
    isDeclaration: isKey,
  }));
  for (const state of walkStates(machine)) {
    const type = state.typeField?.node.range;
    if (type) tokens.push({ range: type, type: SemanticTokenTypes.enumMember });
    for (const site of facts.sites(state).expressions) {
      const offsets = stringOffsets(text, site.node);
      for (const { type: kind, start, length } of tokensOf(site)) {
        const first = offsets[site.start + start];
        const last = offsets[site.start + start + length - 1];
        if (first === undefined || last === undefined) continue;
        tokens.push({ range: { start: first, end: last + 1 }, type: kind });
      }
    }
    for (const token of substitutionsIn(state.node, document.layout)) tokens.push(token);
  }
  return tokens;
}

/** `${Name}`, bare or inside a string. */
function substitutionsIn(node: SourceNode, layout: Layout): readonly Token[] {
  switch (node.kind) {
    case 'object':
      return node.properties.flatMap(({ key, value }) =>
        // The states inside a state are visited for themselves.
        value && key.value !== 'States' ? substitutionsIn(value, layout) : [],
      );
    case 'array':
      return node.items.flatMap((item) => substitutionsIn(item, layout));
    case 'placeholder':
      return [{ range: node.range, type: SemanticTokenTypes.macro }];
    case 'string':
      return [...node.value.matchAll(/\$\{[^{}]*\}/g)].map(({ index, 0: found }) => ({
        range: {
          start: layout.offsetInString(node, index),
          end: layout.offsetInString(node, index + found.length),
        },
        type: SemanticTokenTypes.macro,
      }));
    case 'number':
    case 'boolean':
    case 'null':
      return [];
  }
}
