/** The stages of an API: which one serves a path, and with what settings. */
import { member } from '@stepthrough/json';
import { stageVariable, type Api, type Route } from '@stepthrough/scenario';

export type Stage = { readonly name: string } & NonNullable<Api['stages']>[string];

/** In the order of their declaration. */
export function stagesOf({ stages, stage, stageVariables, type }: Api): readonly Stage[] {
  return stages
    ? Object.entries(stages).map(([name, given]) => ({ ...given, name }))
    : [plainStage(stage ?? (type === 'HTTP' ? '$default' : 'prod'), stageVariables)];
}

/** The stage that a path begins with, and the path without it. */
export function stageInPath<S>(
  stages: readonly S[],
  nameOf: (stage: S) => string,
  path: string,
): { readonly stage: S; readonly path: string } | undefined {
  const stage = stages.find(
    (one) => path === `/${nameOf(one)}` || path.startsWith(`/${nameOf(one)}/`),
  );
  return stage && { stage, path: path.slice(nameOf(stage).length + 1) || '/' };
}

function plainStage(name: string, variables: Stage['variables']): Stage {
  return { name, variables, cacheEnabled: true };
}

/** Where an integration's address, and so what it leads to, may hold stage variables. */
const references = ['function', 'queue', 'machine', 'uri'] as const;

/** The route as the stage connects it, or the problem that a variable has no value there. */
export function withVariables(
  route: Route,
  { name: stage, variables }: Stage,
): readonly [route: Route, problem: string | undefined] {
  const unset = new Set<string>();
  const resolved: { [R in (typeof references)[number]]?: string } = {};
  for (const field of references) {
    const given = route[field];
    if (given === undefined) continue;
    resolved[field] = given.replace(stageVariable, (_, name: string) => {
      const found = member(variables, name);
      if (found === undefined) unset.add(name);
      return found ?? '';
    });
  }
  if (unset.size === 0) return [{ ...route, ...resolved }, undefined];
  const names = [...unset].join(', ');
  return [route, `the stage "${stage}" has no variable ${names}; give it in its "variables".`];
}
