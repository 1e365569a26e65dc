/**
 * Zones of a manifest as targets of faults. Engines know machines and links alone, so a zone becomes
 * its members here, and the action carries them with the zone's label for people.
 */
import type { Action, ZoneFault } from '../engine/contract.ts';
import type { Lab, LabLink } from './manifest.ts';

type Zoned = Pick<Lab, 'machines' | 'links' | 'zones'>;
type ZoneAction = Extract<Action, { kind: 'zone-fault' }>;

/** Ids of the machines that stand in a zone. */
export function machinesIn({ machines }: Zoned, zone: string): readonly string[] {
  return machines.flatMap((machine) => (machine.zone === zone ? machine.id : []));
}

/** The links that join a zone with what lies outside of it. */
export function linksAcross(lab: Zoned, zone: string): readonly LabLink[] {
  const inside = new Set(machinesIn(lab, zone));
  return lab.links.filter(({ from, to }) => inside.has(from) !== inside.has(to));
}

/**
 * A fault of a whole zone. Its machines are those that stand in it, its links those that lead out of
 * it: within, a zone stays as quick as it was.
 *
 * @param id what `heal` names; one of the zone's own by default
 * @throws Error when the lab has no such zone
 */
export function zoneFault(
  lab: Zoned,
  zone: string,
  fault: ZoneFault,
  id = `zone:${zone}`,
): ZoneAction {
  const known = lab.zones ?? [];
  const found = known.find((each) => each.id === zone);
  if (!found) {
    const ids = known.map((each) => each.id).join(', ') || 'none';
    throw new Error(`There is no zone "${zone}" in the lab. Known: ${ids}.`);
  }
  return {
    kind: 'zone-fault',
    id,
    zone: found.label,
    machines: machinesIn(lab, zone),
    links: linksAcross(lab, zone).map(({ from, to }) => ({ from, to })),
    fault,
  };
}
