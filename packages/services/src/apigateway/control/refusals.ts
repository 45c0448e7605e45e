/** The words in which the control plane refuses. */
import { failure, type Refusal } from '../../contract/outcome.ts';

export function badRequest(message: string): Refusal {
  return failure('BadRequestException', message);
}

export function notFound(message: string): Refusal {
  return failure('NotFoundException', message, 404);
}

export function conflict(message: string): Refusal {
  return failure('ConflictException', message, 409);
}

/** What AWS would take, and the simulation does not act on. */
export function notSimulated(what: string): Refusal {
  return badRequest(`${what} is not simulated.`);
}

/** Refuses the first of these members that a request has: AWS would act on each. */
export function unsimulatedMember(members: {
  readonly [name: string]: unknown;
}): Refusal | undefined {
  const [given] = Object.entries(members).find(([, value]) => value !== undefined) ?? [];
  return given === undefined ? undefined : notSimulated(given);
}

/** A mapping between parameters that cannot be. */
export function invalidMapping(error: string): Refusal {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
}
