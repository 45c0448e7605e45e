import type { DebugProtocol } from '@vscode/debugprotocol';
import { walkStates } from '@stepthrough/asl';
import { type Resolved, dataIdOf, describePlace } from '../breakpoints/breakpoints.ts';
import type { DebugSession } from '../debug-session.ts';
import { messageOf } from '../protocol/problem.ts';
import type { Handlers } from '../protocol/requests.ts';
import type { Definition } from '../source/definition.ts';

type BreakpointRequests = Pick<
  Handlers,
  | 'setBreakpoints'
  | 'breakpointLocations'
  | 'setFunctionBreakpoints'
  | 'setExceptionBreakpoints'
  | 'dataBreakpointInfo'
  | 'setDataBreakpoints'
>;

export function breakpointHandlers(session: DebugSession): BreakpointRequests {
  return {
    setBreakpoints: async ({ source, breakpoints = [] }) => {
      const requested = breakpoints.map((wanted) => ({
        ...wanted,
        ...session.positions.fromClient(wanted.line, wanted.column),
      }));
      try {
        const definition = await session.definition(source.path ?? '');
        const resolved = session.breakpoints.setSource(definition, requested);
        return { breakpoints: resolved.map((one) => answer(session, definition, one)) };
      } catch (error) {
        const message = messageOf(error);
        return { breakpoints: requested.map(() => ({ verified: false, message })) };
      }
    },

    breakpointLocations: async ({ source, line, endLine }) => {
      const definition = await session.definition(source.path ?? '');
      const first = session.positions.fromClient(line, undefined).line;
      const last = session.positions.fromClient(endLine ?? line, undefined).line;
      const { lines, places } = definition;
      return {
        breakpoints: places
          .filter(({ range }) => {
            const at = lines.positionAt(range.start).line;
            return first <= at && at <= last;
          })
          .map(({ range }) => session.positions.toClient(lines, range)),
      };
    },

    setFunctionBreakpoints: ({ breakpoints }) => {
      const isKnown: Parameters<typeof session.breakpoints.setFunctions>[1] = (matches) =>
        session.definitions().some(({ document }) => {
          return document.machine ? [...walkStates(document.machine)].some(matches) : false;
        });
      return { breakpoints: session.breakpoints.setFunctions(breakpoints, isKnown) };
    },

    setExceptionBreakpoints: ({ filters, filterOptions = [] }) => {
      const plain = filters.map((filterId) => ({ filterId }));
      return { breakpoints: session.breakpoints.setFilters([...plain, ...filterOptions]) };
    },

    dataBreakpointInfo: ({ variablesReference, name }) => {
      const isVariable =
        variablesReference === undefined
          ? name.startsWith('$')
          : session.variables.get(variablesReference)?.holdsVariables === true;
      if (!isVariable) {
        const description = `"${name}" is no workflow variable; only those can be watched for changes.`;
        return { dataId: null, description };
      }
      const variable = name.replace(/^\$/, '');
      return {
        dataId: dataIdOf(variable),
        description: `$${variable}`,
        accessTypes: ['write'],
        canPersist: true,
      };
    },

    setDataBreakpoints: ({ breakpoints }) => ({
      breakpoints: session.breakpoints.setData(breakpoints),
    }),
  };
}

function answer(
  session: DebugSession,
  definition: Definition,
  { breakpoint, place, message }: Resolved,
): DebugProtocol.Breakpoint {
  if (!breakpoint || !place) {
    return {
      verified: false,
      reason: 'failed',
      ...(message === undefined ? {} : { message }),
    };
  }
  const { line, column } = session.positions.toClient(definition.lines, place.range);
  return {
    id: breakpoint.id,
    verified: true,
    line,
    column,
    message: describePlace(place),
    source: { path: definition.path },
  };
}
