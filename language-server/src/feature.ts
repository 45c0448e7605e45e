import type {
  CancellationToken,
  ClientCapabilities,
  ProtocolRequestType,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { ServiceCatalog } from '@stepthrough/catalog';
import type { Files } from './files.ts';
import type { LensSettings } from './settings.ts';
import type { Check } from './params.ts';

/** What the features of one connection share. */
export interface Session {
  readonly files: Files;
  readonly client: ClientCapabilities;
  /** Uris of the workspace's folders. */
  readonly folders: readonly string[];
  readonly services: ServiceCatalog;
  readonly lenses: LensSettings;
  /** The file with the JSON Schema of scenario files, beside the program. */
  readonly scenarioSchema: string | undefined;
}

/**
 * How an answer relates to the text. `exact`: it holds for the version that was asked about, and is
 * refused (ContentModified) when the text has changed meanwhile. `latest`: one of the text that is
 * there when it is computed is as good.
 */
type Freshness = 'exact' | 'latest';

export interface Feature {
  readonly method: string;
  /** What is wrong with the parameters of a request. */
  readonly check: Check;
  readonly freshness: Freshness;
  readonly capability: Partial<ServerCapabilities>;
  readonly answer: (session: Session, params: unknown, token: CancellationToken) => unknown;
}

/** A row of the feature table, whose handler fits its request. */
export function feature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  freshness: Freshness,
  capability: Partial<ServerCapabilities>,
  check: Check,
  answer: (session: Session, params: P) => R | Promise<R>,
): Feature {
  // What the server reads of the parameters is checked; the type of the request says what they are.
  return {
    method: type.method,
    check,
    freshness,
    capability,
    answer: (session, params) => answer(session, params as P),
  };
}
