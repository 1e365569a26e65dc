/** From a lab to what an engine boots. */
import type { BootPlan, Files, MachineSpec, TimedAction } from '../engine/contract.ts';
import type { Experiment, Lab, MachineChanges } from './manifest.ts';

/** The seed of every verdict and every measured number, unless asked otherwise. */
export const SEED = 7;

export interface PlanOptions {
  readonly seed?: number;
  /** Sizes and environment that differ from the manifest; later ones win. */
  readonly changes?: readonly (MachineChanges | undefined)[];
  readonly adds?: Experiment['adds'];
}

/** A lab as a boot plan: its machines, links and client sources, and the files they run. */
export function bootPlan(lab: Lab, files: Files, options: PlanOptions = {}): BootPlan {
  const { seed = SEED, changes = [], adds } = options;
  const machines = [...lab.machines, ...(adds?.machines ?? [])].map((machine) =>
    changes.reduce<MachineSpec>((spec, change) => changed(spec, change?.[spec.id]), {
      id: machine.id,
      entry: machine.entry,
      port: machine.port,
      env: machine.env,
      cores: machine.cores,
      cpuSpeed: machine.cpuSpeed,
      memoryMb: machine.memoryMb,
      diskMb: machine.diskMb,
      autostart: machine.autostart,
    }),
  );
  const links = [...lab.links, ...(adds?.links ?? [])];
  return {
    machines,
    links: links.map(({ from, to, latencyMs }) => ({ from, to, latencyMs })),
    files,
    seed,
    clients: lab.clients.map((each) => each.id),
  };
}

/** Timelines as one, in order of time; what is named first comes first at the same time. */
export function mergeTimelines(
  ...timelines: readonly (readonly TimedAction[] | undefined)[]
): readonly TimedAction[] {
  return timelines.flatMap((timeline) => timeline ?? []).toSorted((a, b) => a.at - b.at);
}

function changed(spec: MachineSpec, change: MachineChanges[string] | undefined): MachineSpec {
  if (change === undefined) return spec;
  return { ...spec, ...change, env: { ...spec.env, ...change.env } };
}
