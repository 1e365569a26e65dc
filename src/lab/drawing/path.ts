/**
 * Orthogonal paths with rounded corners: the SVG path, its length, and the point at any fraction
 * of it (where a travelling request is drawn). Units are those of the drawing, one per CSS pixel.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Path {
  /** For the `d` of an SVG path. */
  readonly d: string;
  readonly length: number;
  /** The corners, ends included, before rounding. */
  readonly points: readonly Point[];
  /** The point at `fraction` (0 to 1, clamped) of the length. */
  at(fraction: number): Point;
}

interface Piece {
  readonly length: number;
  at(along: number): Point;
}

/**
 * Rounds the corners of a polyline whose segments are horizontal or vertical.
 * A corner next to a short segment gets a smaller radius rather than a kink.
 * @param radius of a corner with room for it.
 */
export function roundedPath(points: readonly Point[], radius: number): Path {
  const corners = simplify(points);
  const first = corners[0];
  if (!first) throw new Error('roundedPath: needs at least one point, got none.');
  const pieces: Piece[] = [];
  let d = `M${n(first.x)} ${n(first.y)}`;
  let from = first;
  for (let i = 1; i < corners.length; i++) {
    const corner = corners[i]!;
    const next = corners[i + 1];
    if (!next) {
      d += `L${n(corner.x)} ${n(corner.y)}`;
      pieces.push(line(from, corner));
      break;
    }
    const r = Math.min(radius, room(corners, i), room(corners, i + 1));
    const into = toward(corner, corners[i - 1]!, r);
    const out = toward(corner, next, r);
    const turn =
      (into.x - corner.x) * (out.y - corner.y) - (into.y - corner.y) * (out.x - corner.x);
    d += `L${n(into.x)} ${n(into.y)}A${n(r)} ${n(r)} 0 0 ${turn > 0 ? 0 : 1} ${n(out.x)} ${n(out.y)}`;
    pieces.push(line(from, into), quarter(into, corner, out, r));
    from = out;
  }
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return {
    d,
    length,
    points: corners,
    at(fraction) {
      let along = Math.min(1, Math.max(0, fraction)) * length;
      for (const piece of pieces) {
        if (along <= piece.length) return piece.at(along);
        along -= piece.length;
      }
      return corners[corners.length - 1]!;
    },
  };
}

/** Drops points that repeat, and points in the middle of a straight run. */
export function simplify(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const p of points) {
    const a = kept[kept.length - 2];
    const b = kept[kept.length - 1];
    if (b && b.x === p.x && b.y === p.y) continue;
    if (a && b && ((a.x === b.x && b.x === p.x) || (a.y === b.y && b.y === p.y))) kept.pop();
    kept.push(p);
  }
  return kept;
}

/** How large a corner may be on the segment that ends at `i`: all of an end segment, half of an inner one. */
function room(corners: readonly Point[], i: number): number {
  const a = corners[i - 1]!;
  const b = corners[i]!;
  const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  return i === 1 || i === corners.length - 1 ? length : length / 2;
}

function toward(from: Point, to: Point, by: number): Point {
  const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) / length) * by,
    y: from.y + ((to.y - from.y) / length) * by,
  };
}

function line(a: Point, b: Point): Piece {
  const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  return {
    length,
    at: (along) =>
      length === 0
        ? a
        : { x: a.x + ((b.x - a.x) * along) / length, y: a.y + ((b.y - a.y) * along) / length },
  };
}

/** A quarter circle from `into` to `out`, around the point opposite the corner. */
function quarter(into: Point, corner: Point, out: Point, r: number): Piece {
  const length = (Math.PI / 2) * r;
  const cx = into.x + out.x - corner.x;
  const cy = into.y + out.y - corner.y;
  return {
    length,
    at(along) {
      const angle = length === 0 ? 0 : (along / length) * (Math.PI / 2);
      const sin = Math.sin(angle);
      const cos = Math.cos(angle);
      return {
        x: cx + (into.x - cx) * cos + (out.x - cx) * sin,
        y: cy + (into.y - cy) * cos + (out.y - cy) * sin,
      };
    },
  };
}

/** A coordinate as SVG text: at most two decimals. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
