/** Names that every object has are known no more and no less than others. */
import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { anyNames, nameless } from '../names.ts';
import { services } from './services.ts';

function problemsWith(name: string): readonly string[] {
  const text = nameless.replaceAll('NAME', name);
  return analyse(parse(text, 'json'), { services }).map(({ code, message, range }) => {
    const line = text.slice(0, range.start).split('\n').length;
    // What is near differs from name to name.
    const words = message.replaceAll(/ (?:Did you mean|There are|It has) [^]*/g, '');
    return `${line} ${code}: ${words.replaceAll(name, 'NAME')}`;
  });
}

describe.each(anyNames)('a name %s', (name) => {
  it('that nothing has is a problem wherever another is', () => {
    const wanted = problemsWith('ordinary');
    expect(wanted.length).toBeGreaterThan(25);
    expect(problemsWith(name)).toEqual(wanted);
  });
});
