/** Faults of the scenario: requests that are refused, fail or come late. */
import { get, set } from '@stepthrough/collections';
import type { FaultyCalls } from '@stepthrough/scenario';
import { failure, isOwnApi, ownerOf, services, type Outcome } from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { World } from '../world/world.ts';

interface Request {
  /** The state whose Task makes it. */
  readonly state?: string;
  readonly service: string;
  readonly action: string;
  readonly function?: string;
}

interface Fault {
  /** The world with this request counted. */
  readonly world: World;
  readonly outcome?: Outcome;
  /** Milliseconds by which the request is late. */
  readonly delayMs: number;
}

/** What goes wrong with a request; the first fault that fits and is not used up. */
export function faultOf(world: World, setting: Setting, request: Request): Fault | undefined {
  for (const [index, fault] of setting.scenario.faults.entries()) {
    const calls = fault.throttle ?? fault.fail ?? fault.latency;
    if (!calls || !fits(calls, request) || !hasBegun(calls, world, setting)) continue;
    const key = `fault:${index}`;
    const used = get(world.answerCounts, key) ?? 0;
    if (used >= calls.times) continue;
    const counted = { ...world, answerCounts: set(world.answerCounts, key, used + 1) };
    if (fault.latency) return { world: counted, delayMs: fault.latency.delay };
    const outcome = fault.fail
      ? failure(fault.fail.error, fault.fail.message ?? 'The scenario lets this request fail.', 400)
      : throttled(request);
    return { world: counted, outcome, delayMs: 0 };
  }
  return undefined;
}

function fits(calls: FaultyCalls, request: Request): boolean {
  const is = (wanted: string | undefined, actual: string | undefined): boolean =>
    wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
  return (
    (calls.state === undefined || calls.state === request.state) &&
    is(calls.service, request.service) &&
    is(calls.action, request.action) &&
    is(calls.function, request.function)
  );
}

function hasBegun({ after }: FaultyCalls, world: World, setting: Setting): boolean {
  return world.now >= setting.clockStart + after;
}

/** As each service calls too many requests. */
function throttled({ service, action }: Request): Outcome {
  const own = isOwnApi(service) ? services[ownerOf(service)].throttled : undefined;
  return own?.(action) ?? failure('ThrottlingException', 'Rate exceeded');
}
