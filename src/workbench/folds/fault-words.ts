/** Faults in few words: on chips and bars, in lists, and in the live region. */
import type { Action, LinkFault, MachineFault, ZoneFault } from '../../engine/contract.ts';

type FaultAction = Extract<Action, { kind: 'link-fault' | 'machine-fault' | 'zone-fault' }>;

/** Where it is: `lb to web-3`, `web-2`, `zone Mumbai`. */
export function faultPlace(action: FaultAction): string {
  if (action.kind === 'link-fault') return `${action.from} to ${action.to}`;
  return action.kind === 'zone-fault' ? `zone ${action.zone}` : action.machine;
}

/** What it is, without the place: `+60 ms`, `cut, one way`, `lost`. */
export function faultLabel(action: FaultAction): string {
  if (action.kind === 'machine-fault') return machineFaultLabel(action.fault);
  if (action.kind === 'zone-fault') return zoneFaultLabel(action.fault);
  const label = linkFaultLabel(action.fault);
  return action.oneWay ? `${label}, one way` : label;
}

function linkFaultLabel(fault: LinkFault): string {
  if (fault.partition) return 'cut';
  const parts: string[] = [];
  if (fault.latencyMs) parts.push(`+${String(fault.latencyMs)} ms`);
  if (fault.jitterMs) parts.push(`0 to ${String(fault.jitterMs)} ms jitter`);
  if (fault.loss) parts.push(`${percent(fault.loss)} lost`);
  if (fault.lostReply) parts.push(`${percent(fault.lostReply)} of answers lost`);
  if (fault.duplicate) parts.push(`${percent(fault.duplicate)} of requests broken off`);
  if (fault.bandwidth) parts.push(`${String(fault.bandwidth / 1000)} KB/s`);
  return parts.join(', ') || 'no change';
}

function machineFaultLabel(fault: MachineFault): string {
  const parts: string[] = [];
  if (fault.cpu !== undefined) parts.push(`CPU ${times(fault.cpu)}`);
  if (fault.disk !== undefined) parts.push(`disk ${times(fault.disk)}`);
  if (fault.clockMs) {
    const seconds = String(Math.abs(fault.clockMs) / 1000);
    parts.push(`clock ${seconds} s ${fault.clockMs > 0 ? 'ahead' : 'behind'}`);
  }
  if (fault.clockDrift) {
    const ms = String(Math.round(Math.abs(fault.clockDrift) * 1e6) / 1000);
    parts.push(`clock ${fault.clockDrift > 0 ? 'gains' : 'loses'} ${ms} ms a second`);
  }
  return parts.join(', ') || 'no change';
}

const OUTAGES = { unplug: 'lost', kill: 'killed', pause: 'paused' } as const;

function zoneFaultLabel({ outage, machine, link }: ZoneFault): string {
  const parts: string[] = [];
  if (outage) parts.push(OUTAGES[outage]);
  if (machine) parts.push(machineFaultLabel(machine));
  if (link) parts.push(linkFaultLabel(link));
  return parts.join(', ') || 'no change';
}

function times(factor: number): string {
  return factor < 1 ? `${String(Math.round(10 / factor) / 10)} times slower` : `×${String(factor)}`;
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))}%`;
}
