import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Json } from '@stepthrough/asl';
import type { Phase } from '@stepthrough/interpreter';
import type { DebugSession } from '../debug-session.ts';
import { completionsAt } from '../inspect/completions.ts';
import { evaluateIn } from '../inspect/evaluate.ts';
import type { Frame } from '../inspect/frames.ts';
import { fullText, isArray, membersOf, previewOf, typeOf } from '../inspect/json-value.ts';
import { childrenOf } from '../inspect/variables.ts';
import type { Handlers } from '../protocol/requests.ts';
import { placeAtLine } from '../source/definition.ts';
import { commandNames, runCommand } from '../console-commands.ts';

export function evaluateHandlers(
  session: DebugSession,
): Pick<Handlers, 'evaluate' | 'completions'> {
  return {
    evaluate: async (args) => {
      const { expression, frameId, context } = args;
      if (context === 'repl' && expression.startsWith(':')) {
        return { result: runCommand(session, expression), variablesReference: 0 };
      }
      const frame = session.frame(frameId);
      const value = await evaluateIn(frame, expression, phaseAt(session, frame, args));
      const isWhole = context === 'clipboard' || context === 'repl';
      return {
        result: isWhole && isShort(value, context) ? fullText(value) : previewOf(value),
        type: typeOf(value),
        ...childrenOf(value, expression, frame.language, session.results),
      };
    },

    completions: async ({ frameId, text, column }) => {
      const first = session.positions.fromClient(1, column).column ?? 0;
      const frame =
        session.run && (frameId !== undefined || session.focus)
          ? session.frame(frameId)
          : undefined;
      return { targets: await completionsAt(frame, text.slice(0, first), commandNames()) };
    },
  };
}

/** A hover tells where the expression stands: `$` is what the field there reads. */
function phaseAt(
  session: DebugSession,
  { view, thread }: Frame,
  { line, column, source }: DebugProtocol.EvaluateArguments,
): Phase {
  const definition = session.knownDefinition(source?.path ?? view.path);
  if (line === undefined || !definition) return thread.phase;
  const at = session.positions.fromClient(line, column);
  const place = placeAtLine(definition, at.line, at.column);
  return place?.state.name === thread.state ? (place.phases[0] ?? thread.phase) : thread.phase;
}

/** The clipboard gets everything; the console shows a scalar or small value whole. */
function isShort(value: Json, context: string): boolean {
  return context === 'clipboard' || (!isArray(value) && membersOf(value).length === 0);
}
