/**
 * How many steps JavaScript's own matcher takes at most for a regular expression and a text: it
 * tries each way to share the text out among quantifiers and alternatives, from each place.
 */

/** What a part of an expression may cost, as natural logarithms since products grow beyond numbers. */
interface Cost {
  /** Ways to match, as a function of the text's length: `fixed + perLength * ln(length + 1)`. */
  readonly fixed: number;
  readonly perLength: number;
  /** Characters of the expression with its repetitions written out. */
  readonly size: number;
}

const nothing: Cost = { fixed: 0, perLength: 0, size: 0 };
const atom: Cost = { fixed: 0, perLength: 0, size: 1 };

/** The most steps for a text of a length, maybe infinite. The source has to be a valid expression. */
export function backtrackingSteps(source: string): (length: number) => number {
  const { fixed, perLength, size } = new Reader(source).alternatives();
  return (length) => {
    const places = Math.log(length + 1);
    return Math.exp(places + fixed + perLength * places + Math.log(size + 1));
  };
}

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Cost {
    let sum = this.#sequence();
    let count = 1;
    while (this.#take('|')) {
      const next = this.#sequence();
      count += 1;
      sum = {
        fixed: Math.max(sum.fixed, next.fixed),
        perLength: Math.max(sum.perLength, next.perLength),
        size: sum.size + next.size,
      };
    }
    return { ...sum, fixed: sum.fixed + Math.log(count) };
  }

  #sequence(): Cost {
    let sum = nothing;
    while (this.#at < this.#source.length) {
      const next = this.#source.charAt(this.#at);
      if (next === '|' || next === ')') break;
      const part = this.#quantified(this.#part());
      sum = {
        fixed: sum.fixed + part.fixed,
        perLength: sum.perLength + part.perLength,
        size: sum.size + part.size,
      };
    }
    return sum;
  }

  #part(): Cost {
    const char = this.#source.charAt(this.#at);
    this.#at += 1;
    if (char === '(') {
      this.#match(/\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:)/y);
      const inner = this.alternatives();
      this.#take(')');
      return inner;
    }
    if (char === '[') {
      this.#match(/(?:[^\]\\]|\\[^])*\]/y);
      return atom;
    }
    if (char !== '\\') return atom;
    // A reference to a group may stand for as much text as there is.
    if (this.#match(/[1-9]|k</y)) return { fixed: 0, perLength: 1, size: 1 };
    this.#at += 1;
    return atom;
  }

  #quantified(part: Cost): Cost {
    const found = this.#match(/[*+?]|\{\d+(?:,\d*)?\}/y);
    if (found === undefined) return part;
    this.#take('?');
    const [least, most] = boundsOf(found);
    const hasWays = part.fixed > 0 || part.perLength > 0;
    if (most === Infinity) {
      // Ways inside of what is repeated without end multiply with each repetition.
      if (hasWays) return { fixed: Infinity, perLength: 0, size: part.size };
      return { fixed: 0, perLength: 1, size: part.size * (least + 1) };
    }
    return {
      fixed: part.fixed * most + Math.log(most - least + 1),
      perLength: part.perLength * most,
      size: part.size * most,
    };
  }

  #take(char: string): boolean {
    if (this.#source.charAt(this.#at) !== char) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

function boundsOf(quantifier: string): readonly [number, number] {
  if (quantifier === '*') return [0, Infinity];
  if (quantifier === '+') return [1, Infinity];
  if (quantifier === '?') return [0, 1];
  const [least = '0', most] = quantifier.slice(1, -1).split(',');
  if (most === undefined) return [Number(least), Number(least)];
  return [Number(least), most === '' ? Infinity : Number(most)];
}
