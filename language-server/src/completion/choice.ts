import type { Snippet } from '@stepthrough/catalog';
import type { Range } from '@stepthrough/asl';
import type { CompletionItemKind } from 'vscode-languageserver';

/** Something that completion offers, before it is written for the syntax and the client. */
export interface Choice {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly doc?: string | undefined;
  readonly isDeprecated?: boolean;
  /** What is inserted. */
  readonly insert: Insertion;
  /** The most likely ones first: a number that sorts, 5 without it. */
  readonly rank?: number;
  /** Whether more is to be chosen behind it. */
  readonly asksMore?: boolean;
}

type Insertion =
  /** A key with its value. */
  | { readonly as: 'member'; readonly key: string; readonly value: Snippet }
  /** A whole value. */
  | { readonly as: 'value'; readonly value: Snippet }
  /** Characters inside a string, for a place of the file; `isSnippet` when they have tab stops. */
  | {
      readonly as: 'text';
      readonly text: string;
      readonly range: Range;
      readonly isSnippet?: boolean;
    };
