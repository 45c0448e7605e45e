import type { DebugProtocol } from '@vscode/debugprotocol';
import { type Json, type State, stateId } from '@stepthrough/asl';
import type { LogEntry, Simulation } from '@stepthrough/simulator';
import type { ClientPositions } from './client-positions.ts';
import type { Handle, Handles } from './inspect/handles.ts';
import { fullText, membersOf, previewOf } from './inspect/json-value.ts';
import type { Launched } from './launch.ts';
import type { Dispatcher } from './protocol/dispatcher.ts';
import type { Position } from './run/marks.ts';
import type { Run } from './run/run.ts';
import type { Definition } from './source/definition.ts';

/** What the output needs of the session that it speaks for. */
interface Speaker {
  readonly dispatcher: Dispatcher;
  readonly positions: ClientPositions;
  readonly results: Handles<Handle>;
  readonly launched: Launched | undefined;
  readonly run: Run | undefined;
  knownDefinition(path: string): Definition | undefined;
}

type Category = 'console' | 'stdout' | 'stderr' | 'important';

/** What the run says in the Debug Console: one line for each thing that happens, at its place. */
export class Output {
  readonly #speaker: Speaker;

  constructor(speaker: Speaker) {
    this.#speaker = speaker;
  }

  write(category: Category, line: string, position?: Position): void {
    const place = position && this.#place(position.path, position.state);
    this.#send({ category, output: `${line}\n`, ...place });
  }

  writeLog(entry: LogEntry): void {
    const { kind, message, data, at } = entry;
    const shown = data === undefined ? '' : `  ${previewOf(data)}`;
    const line = `${timeOf(at, this.#start())}  ${message}${shown}`;
    this.#send({
      category: categories[kind] ?? 'stdout',
      output: `${line}\n`,
      ...this.#expandable(line, data),
      ...this.#placeOfEntry(entry),
    });
  }

  /** How the run has ended; gives the exit code of its first execution. */
  writeOutcome(simulation: Simulation): number {
    const executions = simulation.executions();
    for (const { name, snapshot } of executions.filter(({ parent }) => parent === undefined)) {
      if (snapshot.status === 'SUCCEEDED') {
        this.write('stdout', `${name} SUCCEEDED with output\n${fullText(snapshot.output ?? null)}`);
      } else {
        const cause = snapshot.cause === undefined ? '' : `: ${snapshot.cause}`;
        this.write('stderr', `${name} ${snapshot.status} ${snapshot.error ?? ''}${cause}`);
      }
    }
    if (executions.length === 0) {
      this.write('stderr', 'The start has begun no execution: see the lines above for why.');
      return 1;
    }
    return exitCodes[executions[0]?.status ?? 'FAILED'];
  }

  #send(body: DebugProtocol.OutputEvent['body']): void {
    this.#speaker.dispatcher.sendEvent('output', body);
  }

  /** Clients show the rows of a reference instead of the text: so the one row is the text, to be opened. */
  #expandable(line: string, data: Json | undefined): { readonly variablesReference?: number } {
    if (data === undefined || membersOf(data).length === 0) return {};
    const row = { name: 'data', value: data, text: line };
    return {
      variablesReference: this.#speaker.results.add({
        isList: false,
        language: 'JSONata',
        rows: () => [row],
      }),
    };
  }

  #start(): number {
    return this.#speaker.launched?.simulation.setting.clockStart ?? 0;
  }

  #placeOfEntry({ execution, state: name }: LogEntry): object | undefined {
    if (execution === undefined || name === undefined) return undefined;
    const { recording } = this.#speaker.run ?? {};
    const view = recording?.simulation.execution(execution);
    return view && this.#place(view.path, recording?.states.named(view, name));
  }

  #place(path: string, state: State | undefined): object | undefined {
    const definition: Definition | undefined = this.#speaker.knownDefinition(path);
    const place = state && definition?.placeOf(stateId(state), 'enter');
    if (!definition || !place) return undefined;
    const { line, column } = this.#speaker.positions.toClient(definition.lines, place.range);
    return { source: { path }, line, column };
  }
}

/** Kinds of log entries that are no plain console line. */
const categories: { readonly [kind: string]: Category } = {
  taskUnanswered: 'important',
  notSimulated: 'important',
  numberRounded: 'important',
};

const exitCodes = { SUCCEEDED: 0, FAILED: 1, TIMED_OUT: 2, ABORTED: 3, RUNNING: 1 } as const;

/** Virtual time since the beginning, e.g. `+00:15:00.120`. */
function timeOf(at: number, start: number): string {
  const total = Math.max(at - start, 0);
  const part = (milliseconds: number, length: number): string =>
    String(Math.floor(milliseconds)).padStart(length, '0');
  const hours = part(total / 3_600_000, 2);
  const minutes = part((total / 60_000) % 60, 2);
  return `+${hours}:${minutes}:${part((total / 1000) % 60, 2)}.${part(total % 1000, 3)}`;
}
