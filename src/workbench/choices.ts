/**
 * Everything a reader can do to a machine, a link or a zone, as a list: the fault menu offers all of it,
 * the plan of a drill what the drill allows.
 */
import type { Action, LinkFault, MachineFault, ZoneFault } from '../engine/contract.ts';
import type { Lab, LabLink, LabZone } from '../lab/manifest.ts';
import { machinesIn, zoneFault } from '../lab/zones.ts';

export interface Amount {
  readonly label: string;
  readonly unit: string;
  readonly start: number;
  readonly min: number;
  readonly max: number;
}

export interface Choice {
  /** Unique among the choices of its target. */
  readonly id: string;
  readonly label: string;
  readonly amount?: Amount;
  /** `amount` is in the unit that `amount` names; ignored where there is none. */
  readonly make: (amount: number) => Action;
}

export interface Target {
  /** `web-2`, `lb>web-2` for a link, `zone:mumbai` for a zone. */
  readonly id: string;
  /** `web-2`, `lb to web-2`, `Mumbai`. */
  readonly label: string;
  readonly kind: 'machine' | 'link' | 'zone';
  readonly choices: readonly Choice[];
}

/** Machines first, then links and zones, in the manifest's order. */
export function targets(lab: Lab): readonly Target[] {
  return [
    ...lab.machines.map(({ id }) => ({
      id,
      label: id,
      kind: 'machine' as const,
      choices: [...machineChoices(id), ...requestChoices(lab, id)],
    })),
    ...lab.links.map((link) => ({
      id: linkId(link),
      label: `${link.from} to ${link.to}`,
      kind: 'link' as const,
      choices: linkChoices(link),
    })),
    ...(lab.zones ?? [])
      .filter(({ id }) => machinesIn(lab, id).length > 0)
      .map((zone) => ({
        id: `zone:${zone.id}`,
        label: zone.label,
        kind: 'zone' as const,
        choices: zoneChoices(lab, zone),
      })),
  ];
}

/** Targets and choices that at least one pattern allows. */
export function allowedTargets(
  lab: Lab,
  allows: readonly Partial<Action>[] | undefined,
): readonly Target[] {
  if (!allows) return targets(lab);
  return targets(lab)
    .map((target) => ({
      ...target,
      choices: target.choices.filter(({ make, amount }) =>
        allows.some((pattern) => fits(pattern, make(amount?.start ?? 0))),
      ),
    }))
    .filter((target) => target.choices.length > 0);
}

export function linkId(link: Pick<LabLink, 'from' | 'to'>): string {
  return `${link.from}>${link.to}`;
}

/** The fault that the action row puts on a machine; one at a time, so that it can be ended. */
export function slowId(machine: string): string {
  return `slow:${machine}`;
}

function machineChoices(machine: string): readonly Choice[] {
  const factor = (label: string): Amount => ({ label, unit: 'times', start: 5, min: 2, max: 100 });
  const fault = (id: string, what: MachineFault): Action => ({
    kind: 'machine-fault',
    id,
    machine,
    fault: what,
  });
  return [
    { id: 'kill', label: 'kill', make: () => ({ kind: 'kill', machine }) },
    { id: 'stop', label: 'stop politely', make: () => ({ kind: 'stop', machine }) },
    { id: 'start', label: 'start', make: () => ({ kind: 'start', machine }) },
    { id: 'restart', label: 'restart', make: () => ({ kind: 'restart', machine }) },
    { id: 'pause', label: 'pause', make: () => ({ kind: 'pause', machine }) },
    { id: 'resume', label: 'resume', make: () => ({ kind: 'resume', machine }) },
    { id: 'unplug', label: 'unplug', make: () => ({ kind: 'unplug', machine }) },
    {
      id: 'cpu',
      label: 'slow its CPU',
      amount: factor('slower by'),
      make: (times) => fault(slowId(machine), { cpu: 1 / times }),
    },
    {
      id: 'disk',
      label: 'slow its disk',
      amount: factor('slower by'),
      make: (times) => fault(`disk:${machine}`, { disk: 1 / times }),
    },
    {
      id: 'clock',
      label: 'set its clock wrong',
      amount: { label: 'ahead by', unit: 's', start: 60, min: -86_400, max: 86_400 },
      make: (seconds) => fault(`clock:${machine}`, { clockMs: 1000 * seconds }),
    },
    {
      id: 'drift',
      label: 'let its clock drift',
      amount: { label: 'gains', unit: 'ms a second', start: 10, min: -900, max: 1000 },
      make: (ms) => fault(`drift:${machine}`, { clockDrift: ms / 1000 }),
    },
  ];
}

function requestChoices(lab: Lab, machine: string): readonly Choice[] {
  return (lab.requests ?? [])
    .filter(({ request }) => request.to === machine)
    .map(({ id, label, request }) => ({
      id,
      label,
      make: () => ({ kind: 'request', id, request }),
    }));
}

/** Faults of one link, or of all that lead out of a zone. */
interface LinkChoice {
  readonly id: string;
  readonly label: string;
  readonly amount?: Amount;
  readonly fault: (amount: number) => LinkFault;
}

const share = (start: number): Amount => ({ label: 'share', unit: '%', start, min: 1, max: 100 });

const LATENCY: LinkChoice = {
  id: 'latency',
  label: 'add latency',
  amount: { label: 'by', unit: 'ms', start: 60, min: 1, max: 10_000 },
  fault: (latencyMs) => ({ latencyMs }),
};
const LOSS: LinkChoice = {
  id: 'loss',
  label: 'lose messages',
  amount: share(5),
  fault: (percent) => ({ loss: percent / 100 }),
};
const BANDWIDTH: LinkChoice = {
  id: 'bandwidth',
  label: 'narrow its bandwidth',
  amount: { label: 'to', unit: 'KB/s', start: 100, min: 1, max: 100_000 },
  fault: (kilobytes) => ({ bandwidth: 1000 * kilobytes }),
};
const CUT: LinkChoice = { id: 'cut', label: 'cut it', fault: () => ({ partition: true }) };

const OF_A_LINK: readonly LinkChoice[] = [
  LATENCY,
  {
    id: 'jitter',
    label: 'add jitter',
    amount: { label: 'up to', unit: 'ms', start: 40, min: 1, max: 10_000 },
    fault: (jitterMs) => ({ jitterMs }),
  },
  LOSS,
  {
    id: 'lost-reply',
    label: 'lose answers',
    amount: share(20),
    fault: (percent) => ({ lostReply: percent / 100 }),
  },
  {
    id: 'duplicate',
    label: 'break connections after a request',
    amount: share(20),
    fault: (percent) => ({ duplicate: percent / 100 }),
  },
  BANDWIDTH,
  CUT,
];

function linkChoices({ from, to }: LabLink): readonly Choice[] {
  const at = linkId({ from, to });
  const oneWay = (one: string, other: string): Choice => ({
    id: `cut-from-${one}`,
    label: `cut it from ${one} to ${other} only`,
    make: () => ({
      kind: 'link-fault',
      id: `cut:${one}>${other} only`,
      from: one,
      to: other,
      fault: { partition: true },
      oneWay: true,
    }),
  });
  return [
    ...OF_A_LINK.map(({ id, label, amount, fault }) => ({
      id,
      label,
      ...(amount ? { amount } : {}),
      make: (value: number): Action => ({
        kind: 'link-fault',
        from,
        to,
        id: `${id}:${at}`,
        fault: fault(value),
      }),
    })),
    oneWay(from, to),
    oneWay(to, from),
  ];
}

function zoneChoices(lab: Lab, { id: zone }: LabZone): readonly Choice[] {
  const fault = (id: string, what: ZoneFault): Action =>
    zoneFault(lab, zone, what, `${id}:zone:${zone}`);
  return [
    { id: 'lose', label: 'lose all of it', make: () => fault('lose', { outage: 'unplug' }) },
    { id: 'kill', label: 'kill all of it', make: () => fault('kill', { outage: 'kill' }) },
    { id: 'pause', label: 'pause all of it', make: () => fault('pause', { outage: 'pause' }) },
    {
      id: 'cpu',
      label: 'slow its CPUs',
      amount: { label: 'slower by', unit: 'times', start: 5, min: 2, max: 100 },
      make: (times) => fault('cpu', { machine: { cpu: 1 / times } }),
    },
    ...[LATENCY, LOSS, BANDWIDTH, { ...CUT, label: 'cut it off' }].map((choice) => ({
      id: choice.id,
      label: choice.label,
      ...(choice.amount ? { amount: choice.amount } : {}),
      make: (value: number) => fault(choice.id, { link: choice.fault(value) }),
    })),
  ];
}

/** Every field that the pattern gives, the action has with an equal value. */
export function fits(pattern: unknown, value: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return pattern === value;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(pattern).every(([key, expected]) =>
    fits(expected, (value as Record<string, unknown>)[key]),
  );
}
