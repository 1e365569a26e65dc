/**
 * One drawing for every view: figure, poster, live topology, slide and map are this function's
 * answer with different looks laid on it (`look.ts`, `Sheet.tsx`).
 */
import type { Lab } from '../manifest.ts';
import { n, roundedPath } from './path.ts';
import type { Point } from './path.ts';
import { place } from './place.ts';
import { route } from './route.ts';
import type { Box, DrawOptions, PartLink, Picture, PlacedLink, Plan } from './types.ts';
import { linkId } from './types.ts';
import { placeZones } from './zones.ts';

const RADIUS = 10;
/** An arrow ends this far from the card it points at. */
const TIP_GAP = 2;
/** A link's line and the requests on it reach so far beside it. */
const LINK_REACH = 6;
const HEAD = { length: 7, half: 3.6 } as const;

/** The picture of a lab, from its grid. Pure: equal input, equal picture. */
export function drawLab(
  lab: Pick<Lab, 'clients' | 'machines' | 'links' | 'zones'>,
  options: DrawOptions,
): Picture {
  return drawPlan(planOf(lab), options);
}

/** What a lab draws: its clients and machines, its links, its zones. */
function planOf(lab: Pick<Lab, 'clients' | 'machines' | 'links' | 'zones'>): Plan {
  return {
    parts: [
      ...lab.clients.map((c) => ({
        id: c.id,
        name: c.id,
        role: 'client' as const,
        at: c.at,
        gauge: false,
        does: c.does,
      })),
      ...lab.machines.map((m) => ({
        id: m.id,
        name: m.id,
        role: m.role,
        at: m.at,
        gauge: true,
        does: m.does,
        ...(m.zone === undefined ? {} : { zone: m.zone }),
      })),
    ],
    links: lab.links,
    zones: lab.zones ?? [],
  };
}

/**
 * The picture of any plan of parts on a grid: the course's map, or a figure of its own.
 * @throws Error when a link names a part that is not there, or no way leads between two cards.
 */
export function drawPlan(plan: Plan, options: DrawOptions): Picture {
  if (plan.parts.length === 0)
    throw new Error('drawPlan: nothing to draw; give the plan at least one part.');
  const placed = place(plan, options);
  const routed = route(placed, plan.links, options.orientation);
  const zones = placeZones(plan.zones, placed, options.orientation);
  const links = plan.links.map((link, i) =>
    finishLink(link, routed[i]!.points, sharedWith(plan.links, link)),
  );
  const spread = bounds(
    [...placed.parts.map((p) => p.box), ...zones.map((z) => z.box)],
    routed.flatMap(({ points }) => points),
    placed,
  );
  return {
    orientation: options.orientation,
    card: options.card ?? 'machine',
    origin: { x: spread.x, y: spread.y },
    width: spread.w,
    height: spread.h,
    parts: placed.parts,
    links,
    zones,
  };
}

/** What the drawing covers: its cards, zones and links. */
function bounds(
  boxes: readonly Box[],
  corners: readonly Point[],
  placed: { width: number; height: number },
): Box {
  const x = Math.min(0, ...corners.map((p) => p.x - LINK_REACH));
  const y = Math.min(0, ...corners.map((p) => p.y - LINK_REACH));
  const right = [...boxes.map((b) => b.x + b.w + 1), ...corners.map((p) => p.x + LINK_REACH)];
  const bottom = [...boxes.map((b) => b.y + b.h + 1), ...corners.map((p) => p.y + LINK_REACH)];
  return {
    x,
    y,
    w: Math.max(placed.width, ...right) - x,
    h: Math.max(placed.height, ...bottom) - y,
  };
}

function finishLink(
  link: PartLink,
  points: readonly Point[],
  shared: { source: boolean; target: boolean },
): PlacedLink {
  const last = points[points.length - 1]!;
  const previous = points[points.length - 2]!;
  const dx = Math.sign(last.x - previous.x);
  const dy = Math.sign(last.y - previous.y);
  const tip = { x: last.x - dx * TIP_GAP, y: last.y - dy * TIP_GAP };
  const foot = { x: tip.x - dx * HEAD.length, y: tip.y - dy * HEAD.length };
  const wing = { x: dy * HEAD.half, y: dx * HEAD.half };
  const head = `M${n(tip.x)} ${n(tip.y)}L${n(foot.x + wing.x)} ${n(foot.y + wing.y)}L${n(foot.x - wing.x)} ${n(foot.y - wing.y)}Z`;
  const path = roundedPath([...points.slice(0, -1), tip], RADIUS);
  return {
    ...link,
    id: linkId(link.from, link.to),
    path,
    head,
    middle: ownMiddle(path.points, shared),
  };
}

function sharedWith(links: readonly PartLink[], link: PartLink) {
  return {
    source: links.some((other) => other !== link && other.from === link.from),
    target: links.some((other) => other !== link && other.to === link.to),
  };
}

/** The middle of the longest stretch that is not a trunk shared with other links. */
function ownMiddle(points: readonly Point[], shared: { source: boolean; target: boolean }): Point {
  let best: { middle: Point; length: number } | null = null;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const trunk =
      points.length > 2 &&
      ((i === 1 && shared.source) || (i === points.length - 1 && shared.target));
    const length = (Math.abs(a.x - b.x) + Math.abs(a.y - b.y)) * (trunk ? 0.1 : 1);
    if (!best || length > best.length)
      best = { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, length };
  }
  return best!.middle;
}
