import { type State, stateId, walkStates } from '@stepthrough/asl';
import type { Thread } from '@stepthrough/interpreter';
import type { RunTransition } from '@stepthrough/protocol';
import type { ExecutionView, Simulation } from '@stepthrough/simulator';

type Setting = Simulation['setting'];

/** The states of a run's definitions, found in constant time. */
export class StatesOfRun {
  readonly #setting: Setting;
  /** By `stateId` and by name; of each machine when it is first asked for. */
  readonly #byMachine = new Map<string, ReadonlyMap<string, State>>();
  readonly #named = new Map<string, ReadonlyMap<string, State>>();

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  /** The state in which a thread is, as its execution's definition has it. */
  of(view: ExecutionView, thread: Thread): State | undefined {
    const id = this.#codeOf(view, thread)?.id;
    return id === undefined ? undefined : this.#byId(view).get(id);
  }

  /** The state that a line of the log names: one of the machine itself, else one inside it. */
  named(view: ExecutionView, name: string): State | undefined {
    const known = this.#named.get(view.machine);
    if (known) return known.get(name);
    const { machine } = view.document;
    const states = new Map<string, State>();
    for (const state of machine ? [...machine.states, ...walkStates(machine)] : []) {
      if (!states.has(state.name)) states.set(state.name, state);
    }
    this.#named.set(view.machine, states);
    return states.get(name);
  }

  /** By which of a state's transitions a thread is about to leave it; see `RunTransition.index`. */
  wayOf(view: ExecutionView, thread: Thread): RunTransition['index'] {
    if (thread.failure?.catchIndex !== undefined) return thread.failure.catchIndex;
    const code = this.#codeOf(view, thread);
    if (code?.type !== 'Choice' || thread.phase !== 'next') return undefined;
    // The way of each rule, and last that of the Default, ends with its own step that leaves.
    const ends = code.places.filter(({ phase }) => phase === 'next');
    const index = ends.findIndex(({ position }) => position === thread.position);
    return index === ends.length - 1 ? 'Default' : index;
  }

  #codeOf({ machine }: ExecutionView, { code }: Thread) {
    return this.#setting.machines.get(machine)?.program.states[code];
  }

  #byId({ machine: name, document }: ExecutionView): ReadonlyMap<string, State> {
    const known = this.#byMachine.get(name);
    if (known) return known;
    const states = [...(document.machine ? walkStates(document.machine) : [])];
    const byId = new Map(states.map((state) => [stateId(state), state]));
    this.#byMachine.set(name, byId);
    return byId;
  }
}
