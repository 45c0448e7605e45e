/** What changes members and items and leaves every other byte of the text alone. */
import type { Json } from '@stepthrough/json';
import type { AslDocument } from '../document.ts';
import type { ArrayNode, ObjectNode, PropertyNode, Range, SourceNode } from '../source/node.ts';
import type { Named, TextEdit } from './text-edit.ts';

/** How one syntax writes changes. */
export interface Splicer {
  /** Without `after`, behind the last member. */
  insertMembers(
    document: AslDocument,
    object: ObjectNode,
    members: readonly Named[],
    after?: PropertyNode,
  ): TextEdit[];
  /** Behind a member, another one under a new name; `copy` is all that follows the name. */
  insertCopy(
    document: AslDocument,
    object: ObjectNode,
    of: PropertyNode,
    name: string,
    copy: string,
  ): TextEdit[];
  insertItem(document: AslDocument, array: ArrayNode, value: Json): TextEdit[];
  /** Removes some of the parts of a container: properties or items, by their ranges. */
  remove(
    document: AslDocument,
    container: ObjectNode | ArrayNode,
    parts: readonly Range[],
  ): TextEdit[];
  replaceValue(document: AslDocument, node: SourceNode, value: Json): TextEdit[];
  replaceMember(document: AslDocument, property: PropertyNode, member: Named): TextEdit[];
  /** Lets two items of an array change places. */
  swapItems(document: AslDocument, first: SourceNode, second: SourceNode): TextEdit[];
  key(document: AslDocument, name: string): string;
}

/** Thrown when a place cannot be changed without touching another; becomes the answer of the operation. */
export class CannotSplice extends Error {}

/** Refuses a container whose content is written elsewhere: behind a YAML alias or merge key. */
export function assertOwn(container: ObjectNode | ArrayNode): void {
  const parts = container.kind === 'object' ? container.properties : container.items;
  for (const { range } of parts) {
    if (range.start < container.range.start || range.end > container.range.end) {
      throw new CannotSplice(
        'This part comes from a YAML anchor that other parts share; change it in the text.',
      );
    }
  }
}
