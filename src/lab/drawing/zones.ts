/** Zones: a dotted box around the cards that share one, with its label in a free corner. */
import type { LabZone } from '../manifest.ts';
import type { Placed } from './place.ts';
import type { Box, Orientation, PlacedZone } from './types.ts';

/** Room between a card and the edge of its zone: probes and waiting requests sit at the left (wide) or above (tall). */
const PAD = {
  wide: { entry: 46, side: 14, top: 18, bottom: 18 },
  tall: { entry: 24, side: 5, top: 22, bottom: 12 },
} as const;
const LABEL = { height: 18, inset: 12, em: 0.6 * 11 } as const;

export function placeZones(
  zones: readonly LabZone[],
  placed: Placed,
  orientation: Orientation,
): PlacedZone[] {
  return zones.flatMap((zone) => {
    const members = placed.parts.filter((part) => part.zone === zone.id);
    if (members.length === 0) return [];
    const around = hull(members.map((part) => part.box));
    const box = orientation === 'wide' ? padWide(around, placed) : padTall(around, placed);
    return [withLabel(zone, box, placed, orientation)];
  });
}

function padWide(around: Box, placed: Placed): Box {
  const before = Math.max(
    0,
    ...placed.parts.map((p) => p.box.x + p.box.w).filter((x) => x <= around.x),
  );
  const after = Math.min(
    placed.width,
    ...placed.parts.map((p) => p.box.x).filter((x) => x >= around.x + around.w),
  );
  const left = Math.min(PAD.wide.entry, Math.round((around.x - before) / 2));
  const right = Math.min(PAD.wide.side, Math.round((after - around.x - around.w) / 2));
  return {
    x: around.x - left,
    y: around.y - PAD.wide.top,
    w: around.w + left + right,
    h: around.h + PAD.wide.top + PAD.wide.bottom,
  };
}

function padTall(around: Box, placed: Placed): Box {
  const x = Math.max(1, around.x - PAD.tall.side);
  const right = Math.min(placed.width - 1, around.x + around.w + PAD.tall.side);
  return {
    x,
    y: around.y - PAD.tall.top,
    w: right - x,
    h: around.h + PAD.tall.top + PAD.tall.bottom,
  };
}

/** The label goes into the first corner that no card covers; with none free the zone grows down by a line. */
function withLabel(zone: LabZone, box: Box, placed: Placed, orientation: Orientation): PlacedZone {
  const width = zone.label.length * LABEL.em;
  const at = (right: boolean, bottom: boolean, within: Box) => ({
    x: right ? within.x + within.w - LABEL.inset : within.x + LABEL.inset,
    y: bottom ? within.y + within.h - LABEL.inset : within.y + LABEL.inset + 8,
    anchor: right ? ('end' as const) : ('start' as const),
  });
  const corners = [
    at(true, true, box),
    at(false, true, box),
    at(true, false, box),
    at(false, false, box),
  ];
  const free = corners.find((corner) => {
    const left = corner.anchor === 'end' ? corner.x - width : corner.x;
    const text: Box = { x: left - 8, y: corner.y - 12, w: width + 16, h: 17 };
    return placed.parts.every((part) => !touches(text, part.box));
  });
  if (free) return { ...zone, box, labelAt: free };
  const grown = { ...box, h: box.h + (orientation === 'wide' ? LABEL.height - 6 : LABEL.height) };
  return { ...zone, box: grown, labelAt: at(true, true, grown) };
}

function hull(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((b) => b.x));
  const y = Math.min(...boxes.map((b) => b.y));
  return {
    x,
    y,
    w: Math.max(...boxes.map((b) => b.x + b.w)) - x,
    h: Math.max(...boxes.map((b) => b.y + b.h)) - y,
  };
}

/** True when two boxes overlap. */
export function touches(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
