/** What the topology shows at a moment: how each machine and link looks, and the chips of faults. */
import type { MachineState } from '../../engine/journal.ts';
import { formWord } from '../../lab/drawing/look.ts';
import type { Chip, LinkForm, PartLook } from '../../lab/drawing/look.ts';
import { BY_HAND, loadWords, rateWords, sendsLoad } from '../../lab/drawing/words.ts';
import { linkId } from '../../lab/drawing/types.ts';
import type { Lab, LabLink } from '../../lab/manifest.ts';
import type { Metrics } from '../../lab/metrics.ts';
import { isOnLink, isSameLink } from '../folds/faults.ts';
import type { FaultSpan } from '../folds/faults.ts';

export type DrawnLab = Pick<Lab, 'title' | 'clients' | 'machines' | 'links' | 'zones' | 'load'>;

export interface Moment {
  readonly lab: DrawnLab;
  readonly metrics: Metrics;
  readonly faults: readonly FaultSpan[];
  /** ms since the session began. */
  readonly t: number;
}

/** A standby link counts as used for so many ms after a request. */
const USED_FOR = 1000;

/** States in which a machine has a load to show. */
const WORKS: ReadonlySet<MachineState> = new Set(['up', 'paused', 'stuck']);

export function looksAt({ lab, metrics, faults, t }: Moment): Record<string, PartLook> {
  const looks: Record<string, PartLook> = {};
  for (const { id } of lab.clients)
    looks[id] = { form: 'up', says: sendsLoad(lab, id) ? clientWords(lab, metrics, t) : BY_HAND };
  for (const machine of lab.machines) {
    const reading = metrics.machine(machine.id, t);
    if (!reading || reading.incarnation === 0) {
      looks[machine.id] = { form: machine.autostart === false ? 'standby' : 'off' };
      continue;
    }
    const slowed = faultsAt(faults, t).some((fault) => fault.slows?.includes(machine.id));
    looks[machine.id] = {
      form: reading.state === 'up' && slowed ? 'slow' : reading.state,
      ...(reading.load === undefined || !WORKS.has(reading.state) ? {} : { load: reading.load }),
      waiting: Math.round(reading.queue),
      probes: metrics.probes(machine.id, t),
    };
  }
  return looks;
}

export function linkFormsAt({ lab, metrics, faults, t }: Moment): Record<string, LinkForm> {
  const active = faultsAt(faults, t);
  return Object.fromEntries(
    lab.links.map((link) => [linkId(link.from, link.to), formOf(link, active, metrics, t)]),
  );
}

function formOf(
  link: LabLink,
  active: readonly FaultSpan[],
  metrics: Metrics,
  t: number,
): LinkForm {
  const faults = active.filter((fault) => isOnLink(fault, link));
  if (faults.some((fault) => fault.cuts)) return 'cut';
  if (faults.length > 0) return 'slow';
  const sender = metrics.machine(link.from, t)?.state;
  if (sender === 'down' || sender === 'unplugged') return 'idle';
  if (!link.standby) return 'solid';
  const used = metrics.linkUsedAt(link.from, link.to);
  return used !== undefined && used <= t && used > t - USED_FOR ? 'solid' : 'idle';
}

/** One chip per link fault that holds at the moment. */
export function chipsAt({ lab, faults, t }: Pick<Moment, 'lab' | 'faults' | 't'>): Chip[] {
  return faultsAt(faults, t).flatMap((fault) => {
    const link = fault.link && lab.links.find((other) => isSameLink(fault.link!, other));
    return link
      ? [{ id: fault.id, link: linkId(link.from, link.to), label: fault.label, form: fault.form }]
      : [];
  });
}

export function faultsAt(faults: readonly FaultSpan[], t: number): FaultSpan[] {
  return faults.filter(
    (fault) => fault.from <= t && (fault.until === undefined || fault.until > t),
  );
}

/** The state of a machine in one word: `up`, `slow`, `down`, `ready` before the start. */
export function lookWord(look: PartLook | undefined): string {
  return look ? formWord(look.form) : formWord('off');
}

/** What the clients send, measured; what they will send, before they have. */
function clientWords(lab: DrawnLab, metrics: Metrics, t: number): readonly string[] {
  const rate = metrics.traffic.sentPerSecond(t);
  return rate === 0 ? loadWords(lab.load.profile) : rateWords(rate);
}
