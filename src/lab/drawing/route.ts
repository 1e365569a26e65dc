/**
 * How the links run: the cheapest orthogonal way around the cards, searched on the few lines that
 * matter (middles of cards, and channels in the gaps between them). Turns cost; running along a
 * link with a shared end is cheap, so fans merge into one trunk; running along a stranger is dear.
 */
import { Heap } from '../../lib/heap.ts';
import { simplify } from './path.ts';
import type { Placed } from './place.ts';
import type { Point } from './path.ts';
import type { Box, Orientation, PartLink, PlacedPart } from './types.ts';

/** How far a link keeps from a card it does not belong to. */
const CLEAR = 9;
/** How far it runs straight on before it may turn. */
const STUB = 10;
const COST = {
  turn: 30,
  side: 60,
  back: 160,
  otherChannel: 12,
  offChannel: 70,
  shared: 0.55,
  stranger: 60,
} as const;

type Side = 'left' | 'right' | 'top' | 'bottom';
const STEP: Readonly<Record<Side, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  top: [0, -1],
  bottom: [0, 1],
};
const SIDES: readonly Side[] = ['right', 'bottom', 'left', 'top'];
const OPPOSITE: Readonly<Record<Side, Side>> = {
  left: 'right',
  right: 'left',
  top: 'bottom',
  bottom: 'top',
};

export interface Routed {
  /** From the edge of the one card to the edge of the other. */
  readonly points: readonly Point[];
}

/** Routes every link; the answer is in the order given. */
export function route(
  placed: Placed,
  links: readonly PartLink[],
  orientation: Orientation,
): Routed[] {
  const router = new Router(placed, links, orientation);
  const ends = links.map((link) => ({
    link,
    from: find(placed, link.from),
    to: find(placed, link.to),
  }));
  // The shortest first: they take the straight ways, the others go around.
  const order = ends.map((_, i) => i).sort((a, b) => apart(ends[a]!) - apart(ends[b]!) || a - b);
  const routed: Routed[] = [];
  for (const i of order) {
    const { link, from, to } = ends[i]!;
    routed[i] = { points: router.run(link, from, to) };
  }
  return routed;
}

function find(placed: Placed, id: string): PlacedPart {
  const part = placed.parts.find((p) => p.id === id);
  if (!part)
    throw new Error(
      `A link names "${id}", which is not drawn; the parts are: ${placed.parts.map((p) => p.id).join(', ')}.`,
    );
  return part;
}

const middle = (box: Box): Point => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

function apart({ from, to }: { from: PlacedPart; to: PlacedPart }): number {
  const a = middle(from.box);
  const b = middle(to.box);
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

interface State {
  readonly x: number;
  readonly y: number;
  readonly heading: Side;
  readonly cost: number;
  readonly before: State | null;
}

class Router {
  readonly #placed: Placed;
  readonly #wide: boolean;
  readonly #links: readonly PartLink[];
  readonly #xs: number[];
  readonly #ys: number[];
  /** Channel coordinates across the direction of travel, with the fraction of their gap. */
  readonly #channels = new Map<number, number>();
  readonly #used = new Map<string, PartLink[]>();

  constructor(placed: Placed, links: readonly PartLink[], orientation: Orientation) {
    this.#placed = placed;
    this.#links = links;
    this.#wide = orientation === 'wide';
    const xs: number[] = [];
    const ys: number[] = [];
    for (const { box } of placed.parts) {
      const c = middle(box);
      xs.push(c.x, box.x - STUB, box.x + box.w + STUB);
      ys.push(c.y, box.y - STUB, box.y + box.h + STUB);
    }
    const along = this.#wide ? xs : ys;
    const across = this.#wide ? ys : xs;
    const span = (box: Box) =>
      this.#wide ? ([box.x, box.x + box.w] as const) : ([box.y, box.y + box.h] as const);
    for (let i = 1; i < placed.lanes.length; i++) {
      const start = Math.max(...placed.lanes[i - 1]!.map((part) => span(part.box)[1]));
      const end = Math.min(...placed.lanes[i]!.map((part) => span(part.box)[0]));
      for (const fraction of end - start >= 60 ? [0.3, 0.5, 0.7] : [0.5]) {
        const at = Math.round(start + (end - start) * fraction);
        this.#channels.set(at, fraction);
        along.push(at);
      }
    }
    for (const lane of placed.lanes) {
      for (let i = 1; i < lane.length; i++) {
        const a = lane[i - 1]!.box;
        const b = lane[i]!.box;
        across.push(this.#wide ? (a.y + a.h + b.y) / 2 : (a.x + a.w + b.x) / 2);
      }
    }
    this.#xs = sorted(xs);
    this.#ys = sorted(ys);
  }

  run(link: PartLink, from: PlacedPart, to: PlacedPart): Point[] {
    const direct = neighbours(from.box, to.box);
    if (direct) return direct;
    const start = this.#port(from.box);
    const end = this.#port(to.box);
    const open = new Heap<State>((a, b) => a.cost < b.cost);
    const best = new Map<string, number>();
    const goals = new Map<string, { side: Side; cost: number }>();
    for (const side of SIDES) {
      const leave = start(side);
      const enter = end(side);
      goals.set(`${enter.x},${enter.y}`, { side, cost: this.#sideCost(side, to, from) });
      open.push({ ...leave, heading: side, cost: this.#sideCost(side, from, to), before: null });
    }
    const prefers = this.#preferredChannel(link);
    let found: { state: State; side: Side; cost: number } | null = null;
    for (let state = open.pop(); state; state = open.pop()) {
      if (found && state.cost >= found.cost) break;
      const key = `${state.x},${state.y},${state.heading}`;
      if ((best.get(key) ?? Infinity) <= state.cost) continue;
      best.set(key, state.cost);
      const goal = goals.get(`${state.x},${state.y}`);
      if (goal) {
        const cost =
          state.cost + goal.cost + (state.heading === OPPOSITE[goal.side] ? 0 : COST.turn);
        if (state.heading !== goal.side && (!found || cost < found.cost))
          found = { state, side: goal.side, cost };
      }
      for (const heading of SIDES) {
        if (heading === OPPOSITE[state.heading]) continue;
        const next = this.#neighbour(state, heading);
        if (!next || this.#blocked(state, next)) continue;
        const cost =
          state.cost +
          this.#stretch(state, next, link, prefers) +
          (heading === state.heading ? 0 : COST.turn);
        open.push({ ...next, heading, cost, before: state });
      }
    }
    if (!found)
      throw new Error(
        `No way from "${link.from}" to "${link.to}": their cards leave no room for a link. Give them other grid places.`,
      );
    const points: Point[] = [edge(to.box, found.side)];
    for (let state: State | null = found.state; state; state = state.before) {
      if (state.before) this.#remember(state, state.before, link);
      points.push({ x: state.x, y: state.y });
      if (!state.before) points.push(edge(from.box, state.heading));
    }
    return simplify(points.reverse());
  }

  /** Where a link that leaves a card by a side may first turn. */
  #port(box: Box): (side: Side) => Point {
    return (side) => {
      const at = edge(box, side);
      return { x: at.x + STEP[side][0] * STUB, y: at.y + STEP[side][1] * STUB };
    };
  }

  /** Links leave and enter along the direction of travel; within one lane, across it. */
  #sideCost(side: Side, self: PlacedPart, other: PlacedPart): number {
    const a = middle(self.box);
    const b = middle(other.box);
    const sameLane = this.#wide ? a.x === b.x : a.y === b.y;
    const byX = this.#wide !== sameLane;
    const ahead: Side = byX ? (b.x > a.x ? 'right' : 'left') : b.y > a.y ? 'bottom' : 'top';
    if (side === ahead) return 0;
    return side === OPPOSITE[ahead] ? COST.back : COST.side;
  }

  /** A fan turns off near its source, everything else half-way. */
  #preferredChannel(link: PartLink): number {
    const siblings = this.#links.filter((other) => other.from === link.from).length;
    return siblings > 1 ? 0.3 : 0.5;
  }

  #neighbour(from: Point, heading: Side): Point | null {
    const [dx, dy] = STEP[heading];
    const x = dx === 0 ? from.x : this.#xs[this.#xs.indexOf(from.x) + dx];
    const y = dy === 0 ? from.y : this.#ys[this.#ys.indexOf(from.y) + dy];
    return x === undefined || y === undefined ? null : { x, y };
  }

  #blocked(a: Point, b: Point): boolean {
    return this.#placed.parts.some(
      ({ box }) =>
        Math.max(a.x, b.x) > box.x - CLEAR &&
        Math.min(a.x, b.x) < box.x + box.w + CLEAR &&
        Math.max(a.y, b.y) > box.y - this.#clearAbove &&
        Math.min(a.y, b.y) < box.y + box.h + this.#clearAbove,
    );
  }

  /** Rows that stand close together still let a link pass between them. */
  get #clearAbove(): number {
    return this.#wide ? 6 : CLEAR;
  }

  #stretch(a: Point, b: Point, link: PartLink, prefers: number): number {
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    const others = this.#used.get(stretchKey(a, b)) ?? [];
    const kin = (other: PartLink) => other.from === link.from || other.to === link.to;
    let cost = length;
    if (others.some((other) => !kin(other))) cost += COST.stranger;
    else if (others.length > 0) cost *= COST.shared;
    const isAcross = this.#wide ? a.x === b.x : a.y === b.y;
    if (!isAcross) return cost;
    const channel = this.#channels.get(this.#wide ? a.x : a.y);
    if (channel === undefined) return cost + COST.offChannel;
    return channel === prefers ? cost : cost + COST.otherChannel;
  }

  #remember(a: Point, b: Point, link: PartLink): void {
    const key = stretchKey(a, b);
    const links = this.#used.get(key);
    if (links) links.push(link);
    else this.#used.set(key, [link]);
  }
}

function edge(box: Box, side: Side): Point {
  const c = middle(box);
  const [dx, dy] = STEP[side];
  return { x: c.x + (dx * box.w) / 2, y: c.y + (dy * box.h) / 2 };
}

/** Cards side by side with too small a gap to turn in: a straight arrow between them, or null. */
function neighbours(a: Box, b: Box): Point[] | null {
  const gap = a.x < b.x ? b.x - a.x - a.w : a.x - b.x - b.w;
  if (middle(a).y !== middle(b).y || gap <= 0 || gap > 2 * STUB) return null;
  const heading: Side = a.x < b.x ? 'right' : 'left';
  return [edge(a, heading), edge(b, OPPOSITE[heading])];
}

function stretchKey(a: Point, b: Point): string {
  return a.x < b.x || a.y < b.y ? `${a.x},${a.y},${b.x},${b.y}` : `${b.x},${b.y},${a.x},${a.y}`;
}

function sorted(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
