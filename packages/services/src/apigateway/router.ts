/** Which route serves a request: static parts before parameters before greedy ones. */
import { setMember } from '@stepthrough/json';
import { decoded } from './percent-encoding.ts';

interface Routed {
  readonly route: string;
  readonly parameters: Parameters;
  /** As they stand in the path. */
  readonly rawParameters: Parameters;
}

interface Parameters {
  readonly [name: string]: string;
}

/** Routes are `METHOD /path/{parameter}/{rest+}`, `ANY …` or `$default`. */
export function findRoute(
  routes: readonly string[],
  method: string,
  path: string,
): Routed | undefined {
  const found = routes
    .flatMap((route): (Omit<Routed, 'rawParameters'> & { rank: string })[] => {
      const [verb = '', pattern = ''] = route.split(' ');
      if (verb !== method && verb !== 'ANY') return [];
      const match = fit(pattern, path);
      if (!match) return [];
      return [
        { route, parameters: match.parameters, rank: `${match.rank}${verb === 'ANY' ? 1 : 0}` },
      ];
    })
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const [best] = found;
  if (best) {
    const { route, parameters } = best;
    return { route, parameters, rawParameters: rawParametersOf(route, path) };
  }
  return routes.includes('$default')
    ? { route: '$default', parameters: {}, rawParameters: {} }
    : undefined;
}

/** The parameters of a route in a path; none where the path is not the route's. */
export function pathParametersOf(route: string, path: string): Omit<Routed, 'route'> {
  const parameters = fit(route.split(' ')[1] ?? '', path)?.parameters;
  if (!parameters) return { parameters: {}, rawParameters: {} };
  return { parameters, rawParameters: rawParametersOf(route, path) };
}

/** A greedy one keeps its empty parts. */
function rawParametersOf(route: string, path: string): Parameters {
  const given = partsOf(path);
  const found: Record<string, string> = {};
  for (const [i, part] of partsOf(route.split(' ')[1] ?? '').entries()) {
    const [, name, more] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) continue;
    const value = more === '+' ? restOf(path, i) : given[i];
    setMember(found, name, value ?? '');
  }
  return found;
}

/** What follows so many parts of a path, as it stands, without slashes at its ends. */
function restOf(path: string, parts: number): string {
  let rest = path;
  for (let i = 0; i < parts; i++) rest = rest.replace(/^\/+[^/]+/, '');
  return rest.replace(/^\/+|\/+$/g, '');
}

function fit(pattern: string, path: string): { parameters: Parameters; rank: string } | undefined {
  const wanted = partsOf(pattern);
  const given = partsOf(path);
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [i, part] of wanted.entries()) {
    const greedy = /^\{([^}]+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) {
      if (given.length <= i) return undefined;
      setMember(parameters, greedy, given.slice(i).map(decoded).join('/'));
      return { parameters, rank: `${rank}2` };
    }
    const value = given[i];
    if (value === undefined) return undefined;
    const name = /^\{([^}]+)\}$/.exec(part)?.[1];
    if (name !== undefined) {
      setMember(parameters, name, decoded(value));
      rank += '1';
    } else if (part === value) rank += '0';
    else return undefined;
  }
  return wanted.length === given.length ? { parameters, rank } : undefined;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
