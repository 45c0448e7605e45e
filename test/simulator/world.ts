/** A simulation for tests of services: a machine that does nothing, a scenario in YAML, calls in order. */
import { parse, type Json } from '@stepthrough/asl';
import { readScenario, type Scenario } from '@stepthrough/scenario';
import type { ApiRequest, ServiceCall } from '@stepthrough/services';
import { Simulation } from '@stepthrough/simulator';

export const start = Date.parse('2026-01-05T09:00:00Z');

const idle = `{"StartAt": "Rest", "States": {"Rest": {"Type": "Succeed"}}}`;

export interface Answer {
  readonly ok: boolean;
  /** The response, or `{code, message, status}`. */
  readonly value: Json;
}

export class TestWorld {
  readonly simulation: Simulation;
  #clients = 0;

  constructor(
    scenarioText = '',
    definition = idle,
    options: { start?: string; input?: Json } = { input: {} },
    type: 'STANDARD' | 'EXPRESS' = 'STANDARD',
  ) {
    this.simulation = new Simulation({
      program: { path: 'machine.asl.json', document: parse(definition, 'json'), type },
      scenario: scenarioOf(scenarioText),
      clockStart: start,
      ...options,
    });
  }

  /** Performs one operation now, and what follows from it at this instant. */
  async call(
    service: Parameters<Simulation['call']>[1]['service'],
    operation: string,
    request: { readonly [name: string]: Json },
  ): Promise<Answer> {
    return this.say({ service, operation, request });
  }

  /** Calls a service, or tells it a signal, and what follows from it at this instant. */
  async say(call: ServiceCall): Promise<Answer> {
    const client = (this.#clients += 1);
    const { now } = this.simulation.world;
    this.simulation.call(client, call);
    await this.#settle(now);
    return this.reply(client);
  }

  /** A request to an API; GET, without headers, when nothing else is said. */
  async request(sent: Partial<ApiRequest> & { readonly path: string }): Promise<Answer> {
    const signal = { kind: 'request', method: 'GET', headers: {}, ...sent } as const;
    return this.say({ service: 'apigateway', signal });
  }

  /** A client of a WebSocket API shakes hands. */
  async connect(api: string, connection: string, path = ''): Promise<Answer> {
    const signal = { kind: 'connect', api, connection, path, headers: {} } as const;
    return this.say({ service: 'apigateway', signal });
  }

  async frame(connection: string, body: string): Promise<Answer> {
    return this.say({ service: 'apigateway', signal: { kind: 'frame', connection, body } });
  }

  reply(client = this.#clients): Answer {
    const outcome = this.simulation.reply(client);
    if (!outcome) return { ok: false, value: 'waiting' };
    if (outcome.ok) return { ok: true, value: outcome.response };
    const { code, message, status } = outcome.error;
    return { ok: false, value: { code, message, status } };
  }

  /** Lets virtual time pass, with all that happens in it. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.simulation.world.now + milliseconds;
    await this.#settle(until);
    this.simulation.setClock(until);
  }

  async #settle(until: number): Promise<void> {
    for (;;) {
      const at = this.simulation.nextAt();
      if (at === undefined || at > until) return;
      const { moved } = await this.simulation.forward({ granularity: 'state' });
      if (!moved) return;
    }
  }
}

export function scenarioOf(text: string): Scenario {
  const { scenario, problems } = readScenario(
    text === '' ? 'scenario: 1' : text,
    'test.scenario.yaml',
  );
  if (!scenario)
    throw new Error(problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return scenario;
}
