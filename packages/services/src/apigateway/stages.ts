/** The stages of an API: which one serves a path, and with what settings. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { stageVariable } from '@stepthrough/scenario';

interface Stage {
  readonly name: string;
  readonly variables: JsonObject;
  readonly cacheEnabled: boolean;
  readonly throttle: JsonObject | undefined;
}

export function stagesOf(api: JsonObject): readonly Stage[] {
  const { stages, stage, stageVariables = {}, type } = api;
  if (stages === undefined) {
    const name = String(stage ?? (type === 'HTTP' ? '$default' : 'prod'));
    const variables = stageVariables as JsonObject;
    return [{ name, variables, cacheEnabled: true, throttle: undefined }];
  }
  return Object.entries(stages as { readonly [name: string]: JsonObject }).map(([name, given]) => ({
    name,
    variables: (given['variables'] ?? {}) as JsonObject,
    cacheEnabled: given['cacheEnabled'] !== false,
    throttle: given['throttle'] as JsonObject | undefined,
  }));
}

export function stageOf(api: JsonObject, name: string): Stage {
  const stages = stagesOf(api);
  const found = stages.find((stage) => stage.name === name) ?? stages[0];
  return found ?? { name, variables: {}, cacheEnabled: true, throttle: undefined };
}

/** The stage may stand before the path, as in the URL that AWS gives; otherwise the first serves it. */
export function splitStage(
  api: JsonObject,
  path: string,
): { readonly stage: string; readonly path: string } {
  const stages = stagesOf(api);
  const named = stages.find(({ name }) => path === `/${name}` || path.startsWith(`/${name}/`));
  if (!named) return { stage: stages[0]?.name ?? '', path };
  return { stage: named.name, path: path.slice(named.name.length + 1) || '/' };
}

/** Where an integration's address, and so what it leads to, may hold stage variables. */
const references = ['function', 'queue', 'machine', 'uri'];

/** The route as the stage connects it, or the problem that a variable has no value there. */
export function withVariables(
  route: JsonObject,
  { name: stage, variables }: Stage,
): readonly [route: JsonObject, problem: string | undefined] {
  const unset = new Set<string>();
  const resolved = Object.entries(route).map(([field, value]): [string, Json] => [
    field,
    references.includes(field) && typeof value === 'string'
      ? value.replace(stageVariable, (_, name: string) => {
          const found = member(variables, name);
          if (found === undefined) unset.add(name);
          return String(found ?? '');
        })
      : value,
  ]);
  if (unset.size === 0) return [Object.fromEntries(resolved), undefined];
  const names = [...unset].join(', ');
  return [route, `the stage "${stage}" has no variable ${names}; give it in its "variables".`];
}
