import type { DebugProtocol } from '@vscode/debugprotocol';
import { parse, toJson, type Json } from '@stepthrough/asl';
import type { DebugSession } from '../debug-session.ts';
import { type Frame, framesOf, frameStateId, liveThreads, threadName } from '../inspect/frames.ts';
import { evaluateIn } from '../inspect/evaluate.ts';
import { previewOf, typeOf } from '../inspect/json-value.ts';
import { inlineValues } from '../inspect/inline-values.ts';
import { scopesOf } from '../inspect/scopes.ts';
import { childrenOf, variablesOf } from '../inspect/variables.ts';
import { RequestProblem } from '../protocol/problem.ts';
import type { Handlers } from '../protocol/requests.ts';
import { raisedAt } from '../run/raised.ts';
import type { Definition } from '../source/definition.ts';
import type { Place } from '../source/places.ts';
import { whyUnanswered } from '../stop-event.ts';

type Inspection = Pick<
  Handlers,
  | 'threads'
  | 'stackTrace'
  | 'scopes'
  | 'variables'
  | 'setVariable'
  | 'source'
  | 'loadedSources'
  | 'exceptionInfo'
  | 'stepthrough.inlineValues'
>;

export function inspectHandlers(session: DebugSession): Inspection {
  return {
    threads: () => {
      const { run } = session;
      if (!run) return { threads: [] };
      const { simulation } = run.recording;
      const threads = liveThreads(simulation, session.focus).map((key) => {
        const view = simulation.execution(key.execution);
        const name = threadName(simulation, view, view?.snapshot.threads.get(key.thread));
        return { id: session.threadIds.idOf(key), name };
      });
      // A client can pause only a thread that it knows, and the run may not have begun one yet.
      return { threads: threads.length > 0 ? threads : [{ id: 1, name: 'Execution' }] };
    },

    stackTrace: ({ threadId, startFrame = 0, levels = 0 }) => {
      const { recording } = session.stoppedRun;
      const key = session.threadIds.keyOf(threadId);
      const frames = key ? framesOf(recording, key) : [];
      const end = levels > 0 ? startFrame + levels : frames.length;
      return {
        stackFrames: frames
          .slice(startFrame, end)
          .map((frame, index) => stackFrameOf(session, frame, startFrame + index === 0)),
        totalFrames: frames.length,
      };
    },

    scopes: ({ frameId }) => {
      const frame = session.frame(frameId);
      const scopes = scopesOf(
        frame,
        session.stoppedRun.recording.simulation,
        ({ view, thread }, change) => {
          session.stoppedRun.intervene((simulation) =>
            simulation.editThread(view.id, thread.id, change),
          );
        },
      );
      return {
        scopes: scopes.map(({ name, hint, isExpensive, handle }) => ({
          name,
          ...(hint === undefined ? {} : { presentationHint: hint }),
          variablesReference: session.variables.add(handle),
          expensive: isExpensive,
        })),
      };
    },

    variables: (args) => {
      const { variablesReference: reference } = args;
      const own = session.variables.get(reference);
      const handle = own ?? session.results.get(reference);
      if (!handle) {
        throw new RequestProblem('This value is of an earlier stop; open it again in this one.');
      }
      return { variables: variablesOf(handle, own ? session.variables : session.results, args) };
    },

    setVariable: async ({ variablesReference, name, value: typed }) => {
      const handle = session.variables.get(variablesReference);
      const row = handle?.rows().find((candidate) => candidate.name === name);
      if (!handle?.assign || !row || (row.name === 'phase' && row.expression === undefined)) {
        throw new RequestProblem(
          'Only workflow variables, and the input of a state that is about to be entered, can be changed.',
        );
      }
      const value = await valueOf(session, typed);
      handle.assign(name, value);
      return {
        value: previewOf(value),
        type: typeOf(value),
        ...childrenOf(value, row.expression, handle.language, session.variables, (changed) => {
          handle.assign?.(name, changed);
        }),
      };
    },

    source: async ({ source }) => {
      const definition = await session.definition(source?.path ?? '');
      return { content: definition.document.text };
    },

    loadedSources: () => ({
      sources: session.definitions().map(({ path }) => ({ name: nameOf(path), path })),
    }),

    'stepthrough.inlineValues': ({ frameId }) => {
      const frame = session.frame(frameId);
      const definition = session.knownDefinition(frame.view.path);
      return { path: frame.view.path, values: definition ? inlineValues(frame, definition) : [] };
    },

    exceptionInfo: () => {
      const run = session.stoppedRun;
      const stop = session.lastStop;
      if (stop?.kind === 'unanswered') {
        const description = whyUnanswered(stop.tasks);
        return { exceptionId: 'Unanswered task', description, breakMode: 'always' };
      }
      const raised = raisedAt(run.recording, run.cursor);
      if (!raised) throw new RequestProblem('The run has not stopped at an error.');
      return {
        exceptionId: raised.error,
        ...(raised.cause === undefined ? {} : { description: raised.cause }),
        breakMode: raised.fate === 'uncaught' ? 'unhandled' : 'always',
      };
    },
  };
}

function stackFrameOf(
  session: DebugSession,
  frame: Frame,
  isTop: boolean,
): DebugProtocol.StackFrame {
  const { view, thread } = frame;
  const definition = session.knownDefinition(view.path);
  const place = definition?.placeOf(frameStateId(frame), thread.phase);
  const field = place?.field === undefined ? '' : ` ▸ ${place.field}`;
  const attempt = thread.attempt > 0 ? ` (attempt ${thread.attempt + 1})` : '';
  return {
    id: session.frames.add(frame),
    name: `${thread.state}${field}${attempt}`,
    ...(definition && place
      ? {
          source: { name: nameOf(view.path), path: view.path },
          ...startOf(session, definition, place),
        }
      : { line: 0, column: 0 }),
    presentationHint: isTop ? 'normal' : 'subtle',
    canRestart: true,
  };
}

/** Only where it begins: VS Code would select the whole of a field that goes over many lines. */
function startOf(session: DebugSession, { lines }: Definition, { range }: Place) {
  const { line, column } = session.positions.toClient(lines, range);
  return { line, column };
}

/** What a person types for a value: JSON, or an expression. */
async function valueOf(session: DebugSession, typed: string): Promise<Json> {
  const { root, problems } = parse(typed, 'json');
  return root && problems.length === 0 ? toJson(root) : evaluateIn(session.frame(undefined), typed);
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
