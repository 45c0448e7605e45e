/** Files that an ItemReader reads: JSON lists, JSON lines, CSV. */
import type { Json } from '@stepthrough/asl';
import type { Outcome } from '@stepthrough/interpreter';

export function readRows(body: string, config: Json): Outcome {
  const { InputType = 'JSON', MaxItems, ...csv } = (config ?? {}) as ReaderConfig;
  const read = readers[InputType];
  if (!read) return failed(`The InputType ${InputType} is not simulated; use JSON, JSONL or CSV.`);
  try {
    const items = read(body, csv);
    // Recorded: 0 stands for no limit.
    return { ok: true, value: MaxItems ? items.slice(0, MaxItems) : items };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return failed(problem.message);
    const why = problem instanceof Error ? problem.message : '';
    return failed(`Attempting to parse the input as ${InputType} failed: ${why}`);
  }
}

/** Its message is AWS's cause (recorded). */
class UnreadableFile extends Error {}

interface ReaderConfig {
  readonly InputType?: string;
  readonly MaxItems?: number;
  readonly CSVHeaderLocation?: string;
  readonly CSVHeaders?: readonly string[];
  readonly CSVDelimiter?: string;
}

const readers: {
  readonly [type: string]: (body: string, config: ReaderConfig) => readonly Json[];
} = {
  JSON: (body) => {
    const value = JSON.parse(body) as Json;
    if (!Array.isArray(value)) throw new Error('the file must hold a list.');
    return value as readonly Json[];
  },
  JSONL: (body) =>
    body
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Json),
  CSV: (body, { CSVHeaderLocation, CSVHeaders = [], CSVDelimiter }) => {
    const rows = csvRows(body, delimiters[CSVDelimiter ?? 'COMMA'] ?? ',');
    const [header = [], ...rest] = rows;
    const [names, data] = CSVHeaderLocation === 'GIVEN' ? [CSVHeaders, rows] : [header, rest];
    if (new Set(names).size < names.length)
      throw new UnreadableFile('CSV headers cannot contain duplicates.');
    // Missing cells are empty, cells beyond the headers are dropped.
    return data.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])));
  },
};

const delimiters: { readonly [name: string]: string } = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

function csvRows(body: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < body.length; i++) {
    const char = body.charAt(i);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (body.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === delimiter) {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

function failed(cause: string): Outcome {
  return { ok: false, error: 'States.ItemReaderFailed', cause };
}
