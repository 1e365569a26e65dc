/**
 * Simulated hardware: what work costs on the machine that this process runs on.
 *
 * The manifest sizes the machine and the engine says so through the environment: `CORES`,
 * `CPU_SPEED` (1 is the reference machine), `DISK_SPEED`, `MEMORY_MB`. Speeds are read at every
 * use, because a machine may be slowed while it runs. `COSTS=0` makes all work free.
 */

interface Job {
  readonly ms: number;
  readonly done: () => void;
}

/** Some slots that do one job each, and the first-come-first-served queue in front of them. */
class Station {
  readonly #slots: number;
  readonly #speed: 'CPU_SPEED' | 'DISK_SPEED';
  readonly #queue: Job[] = [];
  #busy = 0;
  #workMs = 0;
  #countedTo = performance.now();

  constructor(slots: number, speed: 'CPU_SPEED' | 'DISK_SPEED') {
    this.#slots = slots;
    this.#speed = speed;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get idle(): boolean {
    return this.#busy === 0;
  }

  run(ms: number): Promise<void> {
    return new Promise((done) => {
      this.#queue.push({ ms, done });
      this.#begin(performance.now());
    });
  }

  /** Starts what fits. `from` is when the slot came free: real timers ring late, work does not. */
  #begin(from: number): void {
    while (this.#busy < this.#slots) {
      const job = this.#queue.shift();
      if (job === undefined) return;
      const end = from + job.ms / setting(this.#speed, 1);
      this.#count();
      this.#busy += 1;
      setTimeout(
        () => {
          this.#count();
          this.#busy -= 1;
          const now = performance.now();
          job.done();
          // More than a moment late means that the event loop was blocked: that time is lost.
          this.#begin(now - end < 5 ? end : now);
        },
        Math.max(0, end - performance.now()),
      );
    }
  }

  #count(): void {
    const now = performance.now();
    this.#workMs += this.#busy * (now - this.#countedTo);
    this.#countedTo = now;
  }

  /** The share of its slots that worked since the last call, given how long ago that was. */
  share(ms: number): number {
    this.#count();
    const share = this.#workMs / (ms * this.#slots);
    this.#workMs = 0;
    return Math.min(1, share);
  }

  /** Work done outside the queue. */
  add(ms: number): void {
    this.#workMs += ms;
  }
}

const free = process.env.COSTS === '0';
const processor = new Station(setting('CORES', 1), 'CPU_SPEED');
const drive = new Station(1, 'DISK_SPEED');
let held = 0;

/** Takes `ms` of one of this machine's cores, after the work that was asked for before. */
export function cpu(ms: number): Promise<void> {
  return take(processor, ms);
}

/** Takes `ms` of this machine's one disk, after the work that was asked for before. */
export function disk(ms: number): Promise<void> {
  return take(drive, ms);
}

/** Computes for `ms` without pause: nothing else in this process happens meanwhile. */
export function block(ms: number): void {
  if (free) return;
  const cost = ms / setting('CPU_SPEED', 1);
  watch();
  processor.add(cost);
  const end = performance.now() + cost;
  while (performance.now() < end);
}

/** Holds `mb` of memory until the function it returns is called. Too much ends the process. */
export function memory(mb: number): () => void {
  hold(mb);
  return () => {
    hold(-mb);
  };
}

/** Shows a number of this machine on the charts, under a name that the manifest lists. */
export function gauge(name: string, value: number): void {
  current.set(name, value);
  watch();
}

function take(station: Station, ms: number): Promise<void> {
  if (free) return Promise.resolve();
  watch();
  return station.run(ms);
}

function hold(mb: number): void {
  held += mb;
  gauge('memory', held);
  const size = setting('MEMORY_MB', 512);
  if (held <= size) return;
  console.error(`out of memory: ${held} MB asked for, ${size} MB there`);
  process.exit(137);
}

function setting(name: string, otherwise: number): number {
  const value = Number(process.env[name]);
  return value > 0 ? value : otherwise;
}

// ---------------------------------------------------------------- gauges

/** ms between two reports; there are none while nothing happens. */
const EVERY = 100;
const current = new Map<string, number>();
const told = new Map<string, number>();
let watching = false;
let lastReport = 0;

function watch(): void {
  if (watching) return;
  watching = true;
  lastReport = performance.now();
  later();
}

function later(): void {
  const timer = setTimeout(report, EVERY);
  // Watching is no reason to stay alive.
  timer.unref?.();
}

/** Writes what changed as one line that the engine keeps out of the log: `\x1e{"gauge":{…}}`. */
function report(): void {
  const now = performance.now();
  current.set('cpu', processor.share(now - lastReport));
  current.set('queue', processor.waiting);
  const disk = drive.share(now - lastReport);
  if (disk > 0 || told.has('disk')) current.set('disk', disk);
  lastReport = now;

  const news: Record<string, number> = {};
  for (const [name, exact] of current) {
    const value = Math.round(exact * 100) / 100;
    if (told.get(name) === value) continue;
    told.set(name, value);
    news[name] = value;
  }
  const quiet = Object.keys(news).length === 0;
  if (!quiet) console.log(`\x1e${JSON.stringify({ gauge: news })}`);
  if (quiet && atRest()) watching = false;
  else later();
}

/** Nothing is being done, and that has been told: what was told last stays on the charts. */
function atRest(): boolean {
  return processor.idle && drive.idle && !told.get('cpu') && !told.get('disk');
}
