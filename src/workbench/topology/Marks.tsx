/** The layer of travelling requests: drawn outside of Preact, once a frame, while it can be seen. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LinkForm } from '../../lab/drawing/look.ts';
import { linkId } from '../../lab/drawing/types.ts';
import type { Picture } from '../../lab/drawing/types.ts';
import type { Metrics } from '../../lab/metrics.ts';
import { FrameClock } from './frame-clock.ts';
import { MarkPool } from './mark-pool.ts';
import { marksAt } from './marks.ts';
import { crowding, Thinning } from './thinning.ts';
import type { Scene } from './marks.ts';
import { useFrames } from './use-frames.ts';

export interface MarksProps {
  readonly picture: Picture;
  readonly forms: Readonly<Record<string, LinkForm>>;
  readonly metrics: Metrics;
  readonly clock?: (() => number) | undefined;
  readonly speed: number;
}

/** Closer than so many px on any link is a blur: then every second, fourth … request is drawn. */
const SPACING = 14;
const MARKS_AT_MOST = 200;
/** ms of wall time that a mark takes along a link: one pace for all, but no link in a blink. */
const LEG = { least: 200, perPx: 4.5, most: 900 } as const;
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
  const thinning = useRef(new Thinning());
  const drawn = useRef<{ t: number; wall: number; revision: number; picture: Picture }>(null);
  useLayoutEffect(() => {
    if (group.current) pool.current = new MarkPool(group.current);
  }, []);

  const draw = (wall: number): void => {
    const { picture, metrics, speed, forms } = props;
    const { revision } = metrics;
    const t = clock.current.tick(wall, props.clock?.() ?? metrics.now, speed);
    const last = drawn.current;
    if (last?.t === t && last.revision === revision && last.picture === picture) return;
    drawn.current = { t, wall, revision, picture };
    // Paused, marks keep their places; unpaced, they go as fast as the run turns out to go.
    if (speed > 0 && Number.isFinite(speed)) pace.current = speed;
    else if (speed > 0 && last && wall > last.wall)
      pace.current += 0.05 * (Math.max(0, t - last.t) / (wall - last.wall) - pace.current);

    const links = new Map(picture.links.map((link) => [link.id, link]));
    const lengthOf = (id: string) => links.get(id)?.path.length ?? 0;
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
        Math.min(LEG.most, Math.max(LEG.least, LEG.perPx * lengthOf(id))) * pace.current,
      transitMs: (from, to) => metrics.transit(from, to) ?? DEFAULT_TRANSIT,
      isCut: (id) => forms[id] === 'cut',
      answers: pace.current <= ANSWERS_BELOW,
      every: thinning.current.every,
    };
    const since = t - Math.max(LOOK_BACK, 8 * LEG.most * pace.current);
    const marks = marksAt(metrics.hops.between(since, t), scene);
    pool.current?.show(
      marks
        .slice(0, MARKS_AT_MOST)
        .map(({ link, at, form }) => ({ form, point: links.get(link)!.path.at(at) })),
    );
    thinning.current.see(crowding(marks, (id) => lengthOf(id) / SPACING + 1));
  };
  useFrames(group, draw, props.speed === 0);
  // Laid out anew, the links are elsewhere: their marks go along at once, also where motion is reduced.
  useLayoutEffect(() => draw(performance.now()), [props.picture]);
  return <g class="q-layer" ref={group} aria-hidden="true" />;
}
