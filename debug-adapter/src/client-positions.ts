import type { Range } from '@stepthrough/asl';
import type { LineIndex } from './source/line-index.ts';

/** Lines and columns as the client counts them, which `initialize` tells; from 1 if it does not. */
export class ClientPositions {
  #firstLine = 1;
  #firstColumn = 1;

  configure(linesStartAt1: boolean | undefined, columnsStartAt1: boolean | undefined): void {
    this.#firstLine = linesStartAt1 === false ? 0 : 1;
    this.#firstColumn = columnsStartAt1 === false ? 0 : 1;
  }

  fromClient(line: number, column: number | undefined): { line: number; column?: number } {
    return {
      line: line - this.#firstLine,
      ...(column === undefined ? {} : { column: column - this.#firstColumn }),
    };
  }

  toClient(
    lines: LineIndex,
    range: Range,
  ): { line: number; column: number; endLine: number; endColumn: number } {
    const start = lines.positionAt(range.start);
    const end = lines.positionAt(range.end);
    return {
      line: start.line + this.#firstLine,
      column: start.column + this.#firstColumn,
      endLine: end.line + this.#firstLine,
      endColumn: end.column + this.#firstColumn,
    };
  }
}
