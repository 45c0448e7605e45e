/** Patches of a stage: its own settings, its canary's, and those of its methods. */
import { member } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import {
  entriesOf,
  patched,
  removed,
  replaced,
  unsimulated,
  type PatchOperation,
  type PatchRule,
} from './patch.ts';
import { badRequest } from './refusals.ts';
import type { MethodSetting, StageSettings } from '../rest-api.ts';
import { methodKey, usualSetting } from './served-api.ts';

/** The settings after all of the operations, in their order. */
export function patchedStage(
  settings: StageSettings,
  operations: readonly PatchOperation[] = [],
): StageSettings | Refusal {
  let after = settings;
  for (const operation of operations) {
    const done = settingIn(operation)
      ? patchedMethod(after, operation)
      : patched(after, [operation], rules);
    if (isRefusal(done)) return done;
    after = done;
  }
  return after;
}

const rules: readonly PatchRule[] = [
  {
    path: '/deploymentId',
    ops: ['replace', 'copy'],
    kind: 'text',
    from: '/canarySettings/deploymentId',
  },
  replaced('/description'),
  replaced('/cacheClusterEnabled', 'flag'),
  replaced('/cacheClusterSize'),
  replaced('/clientCertificateId'),
  replaced('/documentationVersion'),
  replaced('/tracingEnabled', 'flag'),
  {
    path: '/variables/*',
    ops: ['replace', 'remove', 'copy'],
    kind: 'text',
    from: '/canarySettings/stageVariableOverrides/*',
  },
  {
    path: '/variables',
    ops: ['copy', 'remove'],
    kind: 'text',
    from: '/canarySettings/stageVariableOverrides',
  },
  { path: '/accessLogSettings/format', ops: ['add', 'replace', 'remove'], kind: 'text' },
  { path: '/accessLogSettings/destinationArn', ops: ['add', 'replace', 'remove'], kind: 'text' },
  removed('/accessLogSettings'),
  replaced('/canarySettings/percentTraffic', 'number'),
  {
    path: '/canarySettings/deploymentId',
    ops: ['replace', 'copy'],
    kind: 'text',
    from: '/deploymentId',
  },
  entriesOf('/canarySettings/stageVariableOverrides'),
  removed('/canarySettings/stageVariableOverrides'),
  replaced('/canarySettings/useStageCache', 'flag'),
  removed('/canarySettings'),
  unsimulated('/webAclArn'),
];

type SettingKind = 'text' | 'number' | 'flag';

/** The settings of a method, as the paths of patches name them. */
const methodPaths: {
  readonly [path: string]: readonly [member: keyof MethodSetting, kind: SettingKind];
} = {
  'metrics/enabled': ['metricsEnabled', 'flag'],
  'logging/loglevel': ['loggingLevel', 'text'],
  'logging/dataTrace': ['dataTraceEnabled', 'flag'],
  'throttling/burstLimit': ['throttlingBurstLimit', 'number'],
  'throttling/rateLimit': ['throttlingRateLimit', 'number'],
  'caching/enabled': ['cachingEnabled', 'flag'],
  'caching/ttlInSeconds': ['cacheTtlInSeconds', 'number'],
  'caching/dataEncrypted': ['cacheDataEncrypted', 'flag'],
  'caching/requireAuthorizationForCacheControl': ['requireAuthorizationForCacheControl', 'flag'],
  'caching/unauthorizedCacheControlHeaderStrategy': [
    'unauthorizedCacheControlHeaderStrategy',
    'text',
  ],
};

const settingForm =
  /^\/(?!variables\/|canarySettings\/|accessLogSettings\/)(.+?)\/(\*|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)(?:\/(\w+\/\w+))?$/;

/** `/{resource path}/{verb}`, with a setting or without. Slashes of the path may be `~1`. */
function settingIn({
  path = '',
}: PatchOperation): { readonly method: string; readonly setting: string } | undefined {
  const [, resource, verb = '', setting = ''] = settingForm.exec(path) ?? [];
  if (resource === undefined) return undefined;
  return { method: methodKey(`/${resource.replaceAll('~1', '/')}`, verb), setting };
}

function patchedMethod(
  settings: StageSettings,
  operation: PatchOperation,
): StageSettings | Refusal {
  const { op = '', path = '', value } = operation;
  const { method = '', setting = '' } = settingIn(operation) ?? {};
  const before = member(settings.methodSettings, method);
  const others = Object.entries(settings.methodSettings).filter(([name]) => name !== method);
  if (setting === '' && op === 'remove')
    return { ...settings, methodSettings: Object.fromEntries(others) };
  const known = member(methodPaths, setting);
  if (!known || op !== 'replace') {
    const paths = Object.keys(methodPaths).map((one) => `/{resourcePath}/{httpMethod}/${one}`);
    return badRequest(
      `Invalid method setting path: ${path}. Must be one of: [${paths.join(', ')}]`,
    );
  }
  const [name, kind] = known;
  const after = patched<MethodSetting>(
    before ?? settings.methodSettings['*/*'] ?? usualSetting,
    [{ op, path: `/${name}`, ...(value === undefined ? {} : { value }) }],
    [replaced(`/${name}`, kind)],
  );
  if (isRefusal(after)) return after;
  return { ...settings, methodSettings: Object.fromEntries([...others, [method, after]]) };
}

/** A cluster is there at once. */
export function withCacheStatus(
  settings: Omit<StageSettings, 'cacheClusterStatus'>,
): StageSettings {
  const { cacheClusterEnabled, cacheClusterSize = '0.5' } = settings;
  return cacheClusterEnabled
    ? { ...settings, cacheClusterSize, cacheClusterStatus: 'AVAILABLE' }
    : { ...settings, cacheClusterStatus: 'NOT_AVAILABLE' };
}
