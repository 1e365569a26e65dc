/**
 * Where the marks of travelling requests are at a moment: a pure function of the journal's hops,
 * so a paused, a running and a scrubbed picture agree.
 *
 * A cable of half a millisecond cannot be watched, so a mark takes its time (`legMs`) and may lag
 * behind the truth by that much; a hop waits until the mark of the hop before it has arrived. What
 * a mark looks like is what was known at the moment.
 */
import type { Hop } from '../../lab/metrics.ts';

export type MarkForm = 'ok' | 'slow' | 'fail';

export interface Mark {
  /** Id of the link in the picture. */
  readonly link: string;
  /** 0 at the link's `from`, 1 at its `to`. */
  readonly at: number;
  readonly form: MarkForm;
}

export interface Scene {
  /** ms since the session began. */
  readonly t: number;
  readonly slowMs: number;
  /** The link between two machines, and whether the hop runs against its arrow. */
  readonly link: (
    from: string,
    to: string,
  ) => { readonly id: string; readonly against: boolean } | undefined;
  /** ms of the session's time that a mark takes along a link, at least. */
  readonly legMs: (link: string) => number;
  /** ms that a request is expected to take along it. */
  readonly transitMs: (from: string, to: string) => number;
  readonly isCut: (link: string) => boolean;
  /** Whether good answers travel back too: only when time is slow enough to follow them. */
  readonly answers: boolean;
  /** Every how many-th client request is drawn; those sent by hand always are. */
  readonly every: number;
}

/** Where a request without an answer waits: just before the card, or at the gap of a cut link. */
const WAITS_AT = 0.93;
const GAP_AT = 0.4;

export function marksAt(hops: Iterable<Hop>, scene: Scene): Mark[] {
  const marks: Mark[] = [];
  for (const hop of hops) {
    if (hop.probe || (!hop.byHand && hop.root % scene.every !== 0)) continue;
    const link = scene.link(hop.from, hop.to);
    const mark = link && markOf(hop, link.id, scene);
    if (mark) marks.push(link.against ? { ...mark, at: 1 - mark.at } : mark);
  }
  return marks;
}

function markOf(hop: Hop, link: string, scene: Scene): Mark | undefined {
  const { t } = scene;
  const leg = scene.legMs(link);
  const start = startOf(hop, scene);
  if (t < start) return undefined;
  const there = arrivalOf(hop, scene);
  const far = scene.isCut(link) && by(hop.arrivedAt, t) === undefined ? GAP_AT : 1;
  if (t < there)
    return {
      link,
      at: ((t - start) / (there - start)) * far,
      form: isLate(hop, scene) ? 'slow' : 'ok',
    };

  const ended = by(hop.doneAt, t);
  const answered = by(hop.answeredAt, t);
  const known = scene.answers ? (answered ?? ended) : ended;
  if (known === undefined) {
    if (by(hop.arrivedAt, t) !== undefined) return undefined; // it is inside the machine
    return { link, at: Math.min(far, WAITS_AT), form: isLate(hop, scene) ? 'slow' : 'ok' };
  }
  if (!hop.failed && !scene.answers) return undefined;
  const turned = Math.max(there, known);
  const home = Math.max(turned + leg, ended ?? known + scene.transitMs(hop.to, hop.from));
  if (t >= home) return undefined;
  const form = hop.failed ? 'fail' : isLate(hop, scene) ? 'slow' : 'ok';
  return { link, at: (1 - (t - turned) / (home - turned)) * far, form };
}

/** When the mark of a hop sets out. */
function startOf(hop: Hop, scene: Scene): number {
  return hop.parent ? Math.max(hop.t, arrivalOf(hop.parent, scene)) : hop.t;
}

/** When the mark of a hop gets there. */
function arrivalOf(hop: Hop, scene: Scene): number {
  const link = scene.link(hop.from, hop.to);
  const leg = link ? scene.legMs(link.id) : 0;
  return Math.max(
    startOf(hop, scene) + leg,
    by(hop.arrivedAt, scene.t) ?? hop.t + scene.transitMs(hop.from, hop.to),
  );
}

function isLate(hop: Hop, { t, slowMs }: Scene): boolean {
  return (by(hop.doneAt, t) ?? t) - hop.t > slowMs;
}

/** A moment, if it had come by `t`. */
function by(moment: number | undefined, t: number): number | undefined {
  return moment !== undefined && moment <= t ? moment : undefined;
}
