/**
 * Who visits, and when: the people behind a source of load. Open loops send visitors however slow the
 * answers are; in closed ones a user comes again after an answer. What becomes of a request is
 * `load.ts`'s to see.
 */
import { log } from '../../lib/math/index.ts';
import { randomInt, seededRandom, type Random } from '../../lib/random.ts';
import type { HandRequest, LoadFlow, LoadProfile, RequestTemplate } from '../contract.ts';
import type { Variables } from './template.ts';

const DEFAULT_TIMEOUT_MS = 2000;
const DEFAULT_PORT = 8080;

interface Load {
  readonly id: string;
  profile: LoadProfile;
  readonly random: Random;
  flows: number;
  /** Grows when the profile changes: what was planned for an older one stops. */
  version: number;
}

/** One visit: its steps, one after another. */
export interface Visit {
  readonly load: Load | null;
  readonly loadId: string;
  readonly number: number;
  readonly user?: number;
  readonly steps: readonly RequestTemplate[];
  /** ms between an answer and the next step, about. */
  readonly pauseMs: number;
  readonly variables: Variables;
  readonly targets: readonly string[];
  readonly port: number;
  readonly timeoutMs: number;
  readonly failover: boolean;
  readonly random: Random;
  readonly ended: () => void;
}

export interface VisitorsSetup {
  readonly seed: number;
  /** Calls back so many virtual ms from now. */
  readonly after: (ms: number, run: () => void) => void;
  /** Takes a step of a visit; `goOn` when it is done, unless it went wrong. */
  readonly take: (visit: Visit, step: number) => void;
}

export class Visitors {
  readonly #setup: VisitorsSetup;
  readonly #loads = new Map<string, Load>();

  constructor(setup: VisitorsSetup) {
    this.#setup = setup;
  }

  /** Begins, replaces or (null) ends a load. */
  setLoad(id: string, profile: LoadProfile | null): void {
    let load = this.#loads.get(id);
    if (!profile) {
      if (load) load.version++;
      this.#loads.delete(id);
      return;
    }
    if (load) {
      load.profile = profile;
      load.version++;
    } else {
      const random = seededRandom(`${this.#setup.seed}:load:${id}`);
      load = { id, profile, random, flows: 0, version: 0 };
      this.#loads.set(id, load);
    }
    if (profile.rate) this.#planArrival(load, load.version);
    if (profile.users) this.#startUsers(load, load.version, profile.users);
  }

  /** One request that somebody typed. */
  sendByHand(id: string, request: HandRequest): void {
    this.#begin({
      load: null,
      loadId: id,
      number: 1,
      steps: [
        {
          method: (request.method ?? 'GET') as 'GET',
          path: request.path,
          ...(request.headers ? { headers: request.headers } : {}),
          ...(request.body === undefined ? {} : { body: request.body }),
          label: 'by hand',
          // Whatever comes back is what the person wanted to see.
          expect: { status: Array.from({ length: 400 }, (_, i) => i + 100) },
        },
      ],
      pauseMs: 0,
      variables: new Map(),
      targets: [request.to],
      port: request.port ?? DEFAULT_PORT,
      timeoutMs: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      failover: false,
      random: seededRandom(`${this.#setup.seed}:hand:${id}`),
      ended: () => {},
    });
  }

  /**
   * A step was answered: the next, at once or after the flow's pause, a quarter more or less. A visit
   * that has begun goes on when its load ends; users of a closed loop make way for those of the new
   * profile.
   */
  goOn(visit: Visit, step: number): void {
    const { pauseMs, load, user } = visit;
    if (step >= visit.steps.length) {
      visit.ended();
      return;
    }
    if (pauseMs === 0) {
      this.#setup.take(visit, step);
      return;
    }
    const version = load?.version;
    const pause = Math.round(pauseMs * (0.75 + visit.random() / 2) * 1000) / 1000;
    this.#setup.after(pause, () => {
      if (user === undefined || load?.version === version) this.#setup.take(visit, step);
    });
  }

  #planArrival(load: Load, version: number): void {
    const { rate = 1, arrivals = 'poisson' } = load.profile;
    const mean = 1000 / rate;
    // Rounded to a microsecond: logarithms may differ in their last digit between engines.
    const gap =
      arrivals === 'even'
        ? mean
        : Math.max(0.001, Math.round(-log(1 - load.random()) * mean * 1000) / 1000);
    this.#setup.after(gap, () => {
      if (load.version !== version) return;
      this.#planArrival(load, version);
      this.#begin(visitOf(load, new Map(), undefined, () => {}));
    });
  }

  #startUsers(load: Load, version: number, users: number): void {
    for (let user = 1; user <= users; user++) {
      const variables: Variables = new Map([['user', String(user)]]);
      const again = (): void => {
        if (load.version !== version) return;
        const rest = (): void => this.#setup.after(load.profile.thinkMs ?? 0, again);
        this.#begin(visitOf(load, variables, user, rest));
      };
      // Users do not all arrive at the same instant.
      this.#setup.after(
        Math.round(load.random() * Math.max(1, load.profile.thinkMs ?? 1) * 1000) / 1000,
        again,
      );
    }
  }

  #begin(visit: Visit): void {
    if (visit.steps.length === 0) visit.ended();
    else this.#setup.take(visit, 0);
  }
}

/** The next visit of a load. */
function visitOf(
  load: Load,
  variables: Variables,
  user: number | undefined,
  ended: () => void,
): Visit {
  const { profile } = load;
  const number = ++load.flows;
  const targets = typeof profile.to === 'string' ? [profile.to] : profile.to;
  variables.set('n', String(number));
  const first = (number - 1) % targets.length;
  const { steps, pauseMs = 0 } = pickFlow(profile.flows, load.random);
  return {
    load,
    loadId: load.id,
    number,
    ...(user === undefined ? {} : { user }),
    steps,
    pauseMs,
    variables,
    targets: [...targets.slice(first), ...targets.slice(0, first)],
    port: profile.port ?? DEFAULT_PORT,
    timeoutMs: profile.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    failover: profile.failover ?? false,
    random: load.random,
    ended,
  };
}

function pickFlow(flows: readonly LoadFlow[], random: Random): LoadFlow {
  if (flows.length === 1) return flows[0]!;
  const total = flows.reduce((sum, flow) => sum + (flow.weight ?? 1), 0);
  // Whole thousandths: sums of fractions would depend on their order.
  let draw = randomInt(random, 0, Math.round(total * 1000) - 1) / 1000;
  for (const flow of flows) {
    draw -= flow.weight ?? 1;
    if (draw < 0) return flow;
  }
  return flows.at(-1)!;
}
