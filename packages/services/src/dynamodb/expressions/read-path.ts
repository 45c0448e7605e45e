/** Document paths in the words of an expression. */
import type { Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { messages } from './problems.ts';
import { isReserved } from './reserved-words.ts';
import { identifier, type Words } from './words.ts';

/** What is told of the names of a path. */
type Tell = (rank: 'reserved' | 'name', message: string) => void;

export function readPath(words: Words, placeholders: Placeholders, tell: Tell): Path {
  const first = readName(words, placeholders, tell);
  const rest: (string | number)[] = [];
  for (;;) {
    if (words.take('.')) rest.push(readName(words, placeholders, tell));
    else if (words.take('[')) {
      rest.push(Number(words.expectLike(/^\d+$/)));
      words.expect(']');
    } else return [first, ...rest];
  }
}

function readName(words: Words, placeholders: Placeholders, tell: Tell): string {
  if (!/^#./.test(words.peek())) {
    const name = words.expectLike(identifier);
    if (isReserved(name)) tell('reserved', messages.reserved(name));
    return name;
  }
  const word = words.next();
  const name = placeholders.name(word);
  if (name === undefined) tell('name', messages.undefinedName(word));
  return name ?? '';
}
