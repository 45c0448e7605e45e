import type { DebugProtocol } from '@vscode/debugprotocol';
import type { LogEntry } from '@stepthrough/simulator';
import { Breakpoints } from './breakpoints/breakpoints.ts';
import { haltAt } from './breakpoints/halts.ts';
import { Clock } from './clock.ts';
import { type Frame, topFrameOf } from './inspect/frames.ts';
import { type Handle, Handles } from './inspect/handles.ts';
import type { Launched } from './launch.ts';
import { ClientPositions } from './client-positions.ts';
import { Output } from './output.ts';
import type { Dispatcher } from './protocol/dispatcher.ts';
import { messageOf, RequestProblem } from './protocol/problem.ts';
import { Run } from './run/run.ts';
import type { ThreadKey } from './run/mark-index.ts';
import type { Stop } from './run/stop.ts';
import {
  type Definition,
  definitionText,
  hasOwnPlace,
  readDefinition,
} from './source/definition.ts';
import { describeStop, whyUnanswered } from './stop-event.ts';
import { ThreadIds } from './thread-ids.ts';

/** Milliseconds between two messages to the canvas while a run goes on. */
const statusInterval = 100;

/** Results of evaluations stay open longer than one stop, so their references are their own. */
const firstResultReference = 2 ** 30;

/** What one client debugs: its launch, its breakpoints, its run, and what it has been shown of it. */
export class DebugSession {
  readonly breakpoints = new Breakpoints();
  readonly positions = new ClientPositions();
  readonly threadIds = new ThreadIds();
  readonly frames = new Handles<Frame>();
  readonly variables = new Handles<Handle>();
  readonly results = new Handles<Handle>(firstResultReference);
  readonly output: Output;
  readonly dispatcher: Dispatcher;
  readonly #definitions = new Map<string, Definition>();
  #launched: Launched | undefined;
  #run: Run | undefined;
  #isMoving = false;
  #isEnded = false;
  #lastStop: Stop | undefined;
  #lastStatusAt = 0;
  #focus: ThreadKey | undefined;

  constructor(dispatcher: Dispatcher) {
    this.dispatcher = dispatcher;
    this.output = new Output(this);
  }

  get launched(): Launched | undefined {
    return this.#launched;
  }

  get lastStop(): Stop | undefined {
    return this.#lastStop;
  }

  /** The thread that the present stop is about. */
  get focus(): ThreadKey | undefined {
    return this.#focus;
  }

  get run(): Run | undefined {
    return this.#run;
  }

  /** The run, when it stands still and can be looked at. @throws RequestProblem */
  get stoppedRun(): Run {
    if (this.#isEnded) throw new RequestProblem('The run has ended.');
    if (!this.#run) throw new RequestProblem('Nothing runs yet.');
    if (this.#isMoving) throw new RequestProblem('notStopped');
    return this.#run;
  }

  /** A definition as text on disk, read once a session. @throws RequestProblem */
  async definition(path: string): Promise<Definition> {
    return this.#definitions.get(path) ?? this.addDefinition(path, definitionText(path));
  }

  addDefinition(path: string, text: string): Definition {
    const definition = readDefinition(path, text);
    this.#definitions.set(path, definition);
    return definition;
  }

  knownDefinition(path: string): Definition | undefined {
    return this.#definitions.get(path);
  }

  definitions(): readonly Definition[] {
    return [...this.#definitions.values()];
  }

  /** Forgets the texts, so that a restart reads them again. */
  forgetDefinitions(): void {
    this.#definitions.clear();
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Begins the run of what was launched. */
  begin(launched: Launched): void {
    this.#launched = launched;
    const clock = new Clock(launched.clock, launched.simulation.world.now);
    const isDebugged = !launched.noDebug;
    this.#run = new Run(launched.simulation, {
      haltAt: (recording, index, isReplay) =>
        isDebugged
          ? haltAt(this.breakpoints, recording, index, isReplay, (line, position) => {
              this.output.write('console', line, position);
            })
          : undefined,
      isStoppable: ({ path, stateId, phase }) => {
        const definition = this.#definitions.get(path);
        return definition ? hasOwnPlace(definition, stateId, phase) : phase === 'enter';
      },
      happened: (log: readonly LogEntry[]) => {
        for (const entry of log) this.output.writeLog(entry);
      },
      dropped: (from) => {
        this.breakpoints.forgetHits(from);
      },
      progress: () => {
        this.#sendStatus(false);
      },
      waitUntil: (virtual, isInterrupted) => clock.waitUntil(virtual, isInterrupted),
    });
    const run = this.#run;
    this.move(() => run.begin(launched.stopOnEntry && isDebugged));
  }

  /** From here on the run is not to be looked at, until it has stopped again. */
  beginMoving(): void {
    this.#isMoving = true;
    this.frames.clear();
    this.variables.clear();
  }

  /** Lets the run move; when it stands still again, the client is told. */
  move(movement: () => Stop | Promise<Stop>): void {
    this.beginMoving();
    const run = this.#run;
    void Promise.resolve()
      .then(movement)
      .then(
        (stop) => {
          if (run === this.#run) this.#stopped(stop);
        },
        (error: unknown) => {
          if (run !== this.#run) return;
          this.output.write('stderr', `The run cannot go on: ${messageOf(error)}`);
          this.#finish(1);
        },
      );
  }

  /** Stops what runs without a word to the client, before another run or the end. */
  abandonRun(): void {
    this.#run?.abandon();
    this.#run = undefined;
    this.#isMoving = false;
    void this.#launched?.simulation.dispose();
  }

  /** The client wants no more of the run: also its functions end. */
  terminate(): void {
    if (this.#isEnded) return;
    this.#run?.abandon();
    void this.#launched?.simulation.dispose();
    this.#finish(1);
  }

  /** The client leaves: no word to it any more. */
  end(): void {
    this.#isEnded = true;
    this.abandonRun();
  }

  /** Shows the present moment anew, after something about it was changed. */
  refresh(): void {
    this.frames.clear();
    this.variables.clear();
    this.dispatcher.sendEvent('invalidated', { areas: ['all'] });
    this.#sendStatus(true);
  }

  /** The frame that a request names, or the one in focus. @throws RequestProblem */
  frame(id: number | undefined): Frame {
    const frame =
      id === undefined
        ? this.#focus && topFrameOf(this.stoppedRun.recording, this.#focus)
        : this.frames.get(id);
    if (frame) return frame;
    throw new RequestProblem(
      id === undefined
        ? 'The run stands at no state.'
        : 'This stack frame is of an earlier stop; select one of the present stop.',
    );
  }

  #stopped(stop: Stop): void {
    const run = this.#run;
    if (!run || this.#isEnded) return;
    this.#isMoving = false;
    this.#lastStop = stop;
    if (stop.kind === 'ended') {
      this.#sendStatus(true);
      this.#finish(this.output.writeOutcome(run.recording.simulation));
      return;
    }
    if (stop.kind === 'stuck' || (stop.kind === 'unanswered' && this.#launched?.noDebug)) {
      this.#sendStatus(true);
      this.output.write('stderr', 'tasks' in stop ? whyUnanswered(stop.tasks) : stop.message);
      this.#finish(1);
      return;
    }
    this.#focus = focusOf(run, stop);
    this.#sendStatus(true);
    const threadId = this.#focus ? this.threadIds.idOf(this.#focus) : 1;
    const body: DebugProtocol.StoppedEvent['body'] = {
      ...describeStop(stop, run),
      threadId,
      allThreadsStopped: true,
    };
    this.dispatcher.sendEvent('stopped', body);
  }

  #sendStatus(isForced: boolean): void {
    const [run, launched] = [this.#run, this.#launched];
    const now = performance.now();
    if (!run || !launched || (!isForced && now - this.#lastStatusAt < statusInterval)) return;
    this.#lastStatusAt = now;
    const { recording } = run;
    const ended = !this.#isMoving && this.#lastStop?.kind === 'ended';
    this.dispatcher.sendEvent('stepthrough.runStatus', {
      program: launched.program,
      ...recording.tallyAt(run.cursor),
      now: recording.simulation.world.now,
      ended,
      current: ended ? undefined : run.position?.stateId,
    });
  }

  #finish(exitCode: number): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#isMoving = false;
    this.dispatcher.sendEvent('exited', { exitCode });
    this.dispatcher.sendEvent('terminated');
  }
}

/** What a stop is about: the last task that has no answer, else the thread that moved last. */
function focusOf(run: Run, stop: Stop): ThreadKey | undefined {
  const task = stop.kind === 'unanswered' ? stop.tasks.at(-1) : undefined;
  const execution = task && run.recording.simulation.executionOf(task);
  return execution ? { execution: execution.id, thread: task.origin.thread } : run.position;
}
