/**
 * Actions as a link carries them: short lists that name things of the lab. What comes out of a link
 * was written by anyone, so it is built anew from what is known: machines and links of this lab,
 * faults within bounds, and whole actions of the manifest by their place. Never a file, a request
 * or a load of its own.
 */
import type { Action, LinkFault, MachineFault, ZoneFault } from '../../engine/contract.ts';
import type { Lab } from '../../lab/manifest.ts';
import { zoneFault } from '../../lab/zones.ts';
import { LIVE_LOAD, liveLoad } from '../run.ts';

export type PackedAction = readonly unknown[];

const ON_MACHINE = [
  'start',
  'kill',
  'stop',
  'restart',
  'pause',
  'resume',
  'unplug',
  'power-loss',
] as const;
const OUTAGES = ['unplug', 'kill', 'pause'] as const;
const NAME = /^[\w:>.-]{1,80}$/;
/** ms of latency or jitter; far beyond what any fault menu offers. */
const MOST_DELAY = 60_000;
/** Times as fast, or as slow. */
const MOST_FACTOR = 1000;
/** ms that a clock may be off: a year. */
const MOST_SKEW = 365 * 86_400_000;
/** bytes/s. */
const MOST_BANDWIDTH = 1e12;

/** Undefined for what a link does not carry. */
export function packAction(lab: Lab, action: Action): PackedAction | undefined {
  switch (action.kind) {
    case 'start':
    case 'kill':
    case 'stop':
    case 'restart':
    case 'pause':
    case 'resume':
    case 'unplug':
    case 'power-loss':
      return [action.kind, action.machine];
    case 'machine-fault':
      return [action.kind, action.id, action.machine, action.fault];
    case 'link-fault': {
      const { kind, id, from, to, fault, oneWay } = action;
      return oneWay ? [kind, id, from, to, fault, 1] : [kind, id, from, to, fault];
    }
    case 'zone-fault': {
      const zone = lab.zones?.find(({ label }) => label === action.zone);
      return zone && [action.kind, action.id, zone.id, action.fault];
    }
    case 'heal':
      return [action.kind, action.id];
    case 'heal-all':
      return [action.kind];
    case 'load':
      if (action.id === LIVE_LOAD && action.profile) {
        return ['rate', action.profile.rate ?? action.profile.users ?? 0];
      }
      return ofManifest(lab, action);
    case 'mark':
    case 'request':
      return ofManifest(lab, action);
    // Texts travel as the reader's files.
    case 'write':
      return undefined;
  }
}

/** Undefined for what this lab does not know. */
export function unpackAction(lab: Lab, packed: unknown): Action | undefined {
  if (!Array.isArray(packed)) return undefined;
  const [kind, ...rest] = packed as readonly unknown[];
  const onMachine = ON_MACHINE.find((one) => one === kind);
  if (onMachine) {
    const machine = machineOf(lab, rest[0]);
    return machine === undefined ? undefined : { kind: onMachine, machine };
  }
  switch (kind) {
    case 'machine-fault':
      return machineFault(lab, rest);
    case 'link-fault':
      return linkFault(lab, rest);
    case 'zone-fault':
      return faultOfZone(lab, rest);
    case 'heal':
      return isName(rest[0]) ? { kind, id: rest[0] } : undefined;
    case 'heal-all':
      return { kind };
    case 'rate':
      return inRange(lab, rest[0]) ? liveLoad(lab, rest[0]) : undefined;
    case 'lab':
      return manifestActions(lab).find(({ key }) => key === rest[0])?.action;
    default:
      return undefined;
  }
}

/** requests/s or users that the lab's own control could set. */
export function inRange(lab: Lab, rate: unknown): rate is number {
  const { min, max } = lab.load.range;
  return isNumber(rate, min, max);
}

function machineFault(lab: Lab, [id, of, raw]: readonly unknown[]): Action | undefined {
  const machine = machineOf(lab, of);
  const fault = wrongWithMachine(raw);
  if (!isName(id) || machine === undefined || !fault) return undefined;
  return { kind: 'machine-fault', id, machine, fault };
}

function linkFault(lab: Lab, [id, from, to, raw, oneWay]: readonly unknown[]): Action | undefined {
  const link = lab.links.find(
    (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
  );
  const fault = wrongWithLink(raw);
  if (!isName(id) || !link || !fault) return undefined;
  const ends = link.from === from ? link : { from: link.to, to: link.from };
  const base = { kind: 'link-fault', id, from: ends.from, to: ends.to, fault } as const;
  return oneWay === 1 ? { ...base, oneWay: true } : base;
}

function faultOfZone(lab: Lab, [id, zone, raw]: readonly unknown[]): Action | undefined {
  const known = lab.zones?.find((one) => one.id === zone);
  if (!isName(id) || !known || !isRecord(raw)) return undefined;
  const outage = OUTAGES.find((one) => one === raw['outage']);
  const machine = wrongWithMachine(raw['machine'] ?? {});
  const link = wrongWithLink(raw['link'] ?? {});
  if ((raw['outage'] !== undefined && !outage) || !machine || !link) return undefined;
  const fault: ZoneFault = {
    ...(outage && { outage }),
    ...(raw['machine'] === undefined ? {} : { machine }),
    ...(raw['link'] === undefined ? {} : { link }),
  };
  return zoneFault(lab, known.id, fault, id);
}

function wrongWithMachine(raw: unknown): MachineFault | undefined {
  return parts<MachineFault>(raw, ['diskFull'], {
    cpu: [1 / MOST_FACTOR, MOST_FACTOR],
    disk: [1 / MOST_FACTOR, MOST_FACTOR],
    clockMs: [-MOST_SKEW, MOST_SKEW],
    clockDrift: [-1, 1],
  });
}

function wrongWithLink(raw: unknown): LinkFault | undefined {
  return parts<LinkFault>(raw, ['partition'], {
    latencyMs: [0, MOST_DELAY],
    jitterMs: [0, MOST_DELAY],
    loss: [0, 1],
    lostReply: [0, 1],
    duplicate: [0, 1],
    bandwidth: [1, MOST_BANDWIDTH],
  });
}

/** What the manifest itself does to the lab, under names that are its own. */
function manifestActions(lab: Lab): readonly { readonly key: string; readonly action: Action }[] {
  return [
    ...lab.breakIts.flatMap(({ id, timeline }) => [
      { key: id, action: { kind: 'mark', name: id } as const },
      ...timeline.map(({ action }, index) => ({ key: `${id}/${String(index)}`, action })),
    ]),
    ...(lab.requests ?? []).map(({ id, request }) => ({
      key: `request/${id}`,
      action: { kind: 'request', id, request } as const,
    })),
  ];
}

function ofManifest(lab: Lab, action: Action): PackedAction | undefined {
  const text = JSON.stringify(action);
  const found = manifestActions(lab).find((one) => JSON.stringify(one.action) === text);
  return found && ['lab', found.key];
}

function machineOf(lab: Lab, id: unknown): string | undefined {
  return lab.machines.find((machine) => machine.id === id)?.id;
}

/** Only fields that are listed: some yes or no, the others numbers within their bounds. */
function parts<T extends object>(
  raw: unknown,
  flags: readonly (keyof T & string)[],
  bounds: Readonly<Partial<Record<keyof T & string, readonly [number, number]>>>,
): T | undefined {
  if (!isRecord(raw)) return undefined;
  const known = new Map(
    Object.entries<readonly [number, number] | undefined>(bounds).flatMap(([name, bound]) =>
      bound ? [[name, bound]] : [],
    ),
  );
  const names: readonly string[] = flags;
  const right = Object.entries(raw).every(([name, value]) => {
    if (names.includes(name)) return typeof value === 'boolean';
    const bound = known.get(name);
    return bound !== undefined && isNumber(value, ...bound);
  });
  return right ? ({ ...raw } as T) : undefined;
}

const isNumber = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max;

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
