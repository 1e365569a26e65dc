/**
 * Everything a reader can do to a machine or a link, as a list: the fault menu offers all of it,
 * the plan of a drill what the drill allows.
 */
import type { Action } from '../engine/contract.ts';
import type { Lab, LabLink } from '../lab/manifest.ts';

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
  /** `web-2`, or `lb>web-2` for a link. */
  readonly id: string;
  /** `web-2`, or `lb to web-2`. */
  readonly label: string;
  readonly kind: 'machine' | 'link';
  readonly choices: readonly Choice[];
}

/** Machines first, then links, in the manifest's order. */
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
  return [
    { id: 'kill', label: 'kill', make: () => ({ kind: 'kill', machine }) },
    { id: 'stop', label: 'stop politely', make: () => ({ kind: 'stop', machine }) },
    { id: 'start', label: 'start', make: () => ({ kind: 'start', machine }) },
    { id: 'restart', label: 'restart', make: () => ({ kind: 'restart', machine }) },
    { id: 'pause', label: 'pause', make: () => ({ kind: 'pause', machine }) },
    { id: 'resume', label: 'resume', make: () => ({ kind: 'resume', machine }) },
    { id: 'unplug', label: 'unplug', make: () => ({ kind: 'unplug', machine }) },
    { id: 'power-loss', label: 'cut its power', make: () => ({ kind: 'power-loss', machine }) },
    {
      id: 'cpu',
      label: 'slow its CPU',
      amount: factor('slower by'),
      make: (times) => ({
        kind: 'machine-fault',
        id: slowId(machine),
        machine,
        fault: { cpu: 1 / times },
      }),
    },
    {
      id: 'disk',
      label: 'slow its disk',
      amount: factor('slower by'),
      make: (times) => ({
        kind: 'machine-fault',
        id: `disk:${machine}`,
        machine,
        fault: { disk: 1 / times },
      }),
    },
    {
      id: 'disk-full',
      label: 'fill its disk',
      make: () => ({
        kind: 'machine-fault',
        id: `full:${machine}`,
        machine,
        fault: { diskFull: true },
      }),
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

function linkChoices({ from, to }: LabLink): readonly Choice[] {
  const at = linkId({ from, to });
  const base = { kind: 'link-fault', from, to } as const;
  return [
    {
      id: 'latency',
      label: 'add latency',
      amount: { label: 'by', unit: 'ms', start: 60, min: 1, max: 10_000 },
      make: (latencyMs) => ({ ...base, id: `latency:${at}`, fault: { latencyMs } }),
    },
    {
      id: 'jitter',
      label: 'add jitter',
      amount: { label: 'up to', unit: 'ms', start: 40, min: 1, max: 10_000 },
      make: (jitterMs) => ({ ...base, id: `jitter:${at}`, fault: { jitterMs } }),
    },
    {
      id: 'loss',
      label: 'lose messages',
      amount: { label: 'share', unit: '%', start: 5, min: 1, max: 100 },
      make: (percent) => ({ ...base, id: `loss:${at}`, fault: { loss: percent / 100 } }),
    },
    {
      id: 'cut',
      label: 'cut it',
      make: () => ({ ...base, id: `cut:${at}`, fault: { partition: true } }),
    },
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
