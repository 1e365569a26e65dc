/** The layer of travelling requests: drawn outside of Preact, once a frame, while it can be seen. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LinkForm } from '../../lab/drawing/look.ts';
import { linkId } from '../../lab/drawing/types.ts';
import type { Picture } from '../../lab/drawing/types.ts';
import type { Metrics } from '../../lab/metrics.ts';
import { FrameClock } from './frame-clock.ts';
import { MarkPool } from './mark-pool.ts';
import { marksAt } from './marks.ts';
import type { Scene } from './marks.ts';
import { useFrames } from './use-frames.ts';

export interface MarksProps {
  readonly picture: Picture;
  readonly forms: Readonly<Record<string, LinkForm>>;
  readonly metrics: Metrics;
  readonly clock?: () => number;
  readonly speed: number;
}

/** Denser than one mark in so many px of link is a blur: then every second, fourth … request is drawn. */
const PX_PER_MARK = 26;
const MARKS_AT_MOST = 200;
/** ms of wall time that a mark takes along a link, by its length in px. */
const LEG = { base: 300, perPx: 0.8, most: 800 } as const;
/** At this speed and below, answers are drawn on their way back. */
const ANSWERS_BELOW = 0.2;
/** ms of the session's time that a request may stay on its way and be looked for. */
const LOOK_BACK = 3000;
const DEFAULT_TRANSIT = 0.5;

export function Marks(props: MarksProps) {
  const group = useRef<SVGGElement>(null);
  const pool = useRef<MarkPool>(null);
  const clock = useRef(new FrameClock());
  const pace = useRef(1);
  const every = useRef(1);
  useLayoutEffect(() => {
    if (group.current) pool.current = new MarkPool(group.current);
  }, []);

  useFrames(group, (wall) => {
    const { picture, metrics, speed } = props;
    // Paused, marks stay where they are; unpaced, they go as in real time.
    if (speed > 0) pace.current = Number.isFinite(speed) ? speed : 1;
    const t = clock.current.tick(wall, props.clock?.() ?? metrics.now, speed);
    const links = new Map(picture.links.map((link) => [link.id, link]));
    const scene: Scene = {
      t,
      slowMs: metrics.slowMs,
      link(from, to) {
        const id = linkId(from, to);
        if (links.has(id)) return { id, against: false };
        const back = linkId(to, from);
        return links.has(back) ? { id: back, against: true } : undefined;
      },
      legMs: (id) =>
        Math.min(LEG.most, LEG.base + LEG.perPx * (links.get(id)?.path.length ?? 0)) * pace.current,
      transitMs: (from, to) => metrics.transit(from, to) ?? DEFAULT_TRANSIT,
      isCut: (id) => props.forms[id] === 'cut',
      answers: pace.current <= ANSWERS_BELOW,
      every: every.current,
    };
    const since = t - Math.max(LOOK_BACK, 8 * LEG.most * pace.current);
    const marks = marksAt(metrics.hops.between(since, t), scene);
    const ink = picture.links.reduce((sum, link) => sum + link.path.length, 0);
    const most = Math.min(MARKS_AT_MOST, ink / PX_PER_MARK);
    pool.current?.show(
      marks
        .slice(0, MARKS_AT_MOST)
        .map(({ link, at, form }) => ({ form, point: links.get(link)!.path.at(at) })),
    );
    if (marks.length > most) every.current *= 2;
    else if (marks.length < most / 4 && every.current > 1) every.current /= 2;
  });
  return <g class="q-layer" ref={group} aria-hidden="true" />;
}
