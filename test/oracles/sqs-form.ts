/** Answers of SQS in the one form in which they are compared, and the handles that they give out. */
import { isObject, type Json } from '@stepthrough/json';
import type { Answer } from '../simulator/world.ts';
import { inTextOrder } from './compare.ts';
import type { Request } from './engine.ts';

/** One side of a conversation. */
export class Side {
  readonly #handles: string[] = [];
  readonly #messages: string[] = [];

  /** The request with this side's receipt handles for their places. */
  filled(request: Request): Request {
    return JSON.parse(
      JSON.stringify(request).replace(/"\$handle(\d+)"/g, (_, place: string) =>
        JSON.stringify(this.#handles[Number(place)] ?? 'none'),
      ),
    ) as Request;
  }

  formed({ ok, value }: Answer): Answer {
    const told = this.#formed(value);
    const isHandle = isObject(told) && told['code'] === 'ReceiptHandleIsInvalid';
    // The other engine tells 404 of some and 400 of others.
    return { ok, value: isHandle ? { ...told, status: 404 } : told };
  }

  #formed(value: Json): Json {
    if (Array.isArray(value)) return value.map((one: Json) => this.#formed(one));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, this.#member(name, member)]),
    );
  }

  #member(name: string, member: Json): Json {
    switch (name) {
      case 'ReceiptHandle':
        this.#handles.push(String(member));
        return '<handle>';
      case 'MessageId':
        return `<message ${placeIn(this.#messages, String(member))}>`;
      case 'message':
      case 'Message':
        return typeof member === 'string' ? reworded(member) : member;
      case 'Failed':
      case 'Successful':
        return Array.isArray(member)
          ? inTextOrder(member.map((one: Json) => this.#formed(one)))
          : member;
      default:
        return /Timestamp$|^SenderId$|^SequenceNumber$/.test(name)
          ? `<${name}>`
          : this.#formed(member);
    }
  }
}

/** What only one of the two tells: its own wording, and handles, which are nobody else's. */
const reworded = (message: string): string =>
  message
    .replace(/ is not valid\.$/, ' is not a valid receipt handle.')
    .replace(
      /^Value \S+ for parameter ReceiptHandle/,
      'Value <handle> for parameter ReceiptHandle',
    );

function placeIn(all: string[], one: string): number {
  if (!all.includes(one)) all.push(one);
  return all.indexOf(one);
}
