/**
 * The edges between panels, as shares of the room they divide (0 left or top, 1 right or bottom).
 * What the reader asked for is kept as it is; what is shown is that, held to what panels need.
 */

/** Layouts with edges to move; a narrow one shows one panel at a time. */
export type Divided = 'wide' | 'medium';
export type Edge = 'left' | 'right' | 'upper' | 'side';
export type Edges = Readonly<Partial<Record<Edge, number>>>;

/** px of the room that the panels share. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface EdgeSpec {
  /** `x`: it moves from left to right. */
  readonly axis: 'x' | 'y';
  /** Where it is until the reader moves it. */
  readonly home: number;
  /** What is on its first side. */
  readonly label: string;
}

/** wide: columns 624 : 444 : 372, rows 404 : 106 : 210. medium: 11 : 10, and two halves. */
const SPECS: Readonly<Record<Divided, Readonly<Partial<Record<Edge, EdgeSpec>>>>> = {
  wide: {
    left: { axis: 'x', home: 624 / 1440, label: 'Width of topology and charts' },
    right: { axis: 'x', home: 1068 / 1440, label: 'Width of editor and log' },
    upper: { axis: 'y', home: 404 / 720, label: 'Height of topology and editor' },
    side: { axis: 'y', home: 510 / 720, label: 'Height of the drill' },
  },
  medium: {
    left: { axis: 'x', home: 0.5, label: 'Width of the editor' },
    upper: { axis: 'y', home: 11 / 21, label: 'Height of the topology' },
  },
};

/** px that panels keep. */
const LEAST = {
  wide: { columns: [320, 280, 260], upper: 180, lower: 130, drill: 180, trace: 110 },
  medium: { columns: [280, 260], upper: 180, lower: 150 },
} as const;

export const edgesOf = (layout: Divided): readonly Edge[] => Object.keys(SPECS[layout]) as Edge[];

/** @throws when the layout has no such edge */
export function specOf(layout: Divided, edge: Edge): EdgeSpec {
  const spec = SPECS[layout][edge];
  if (!spec) throw new Error(`The ${layout} layout has no edge "${edge}".`);
  return spec;
}

/** From where to where an edge may go, the others being where they are. */
export function rangeOf(
  layout: Divided,
  edge: Edge,
  edges: Readonly<Record<Edge, number>>,
  { width, height }: Room,
): readonly [number, number] {
  if (layout === 'medium') {
    const { columns, upper, lower } = LEAST.medium;
    return edge === 'left'
      ? [columns[0] / width, 1 - columns[1] / width]
      : [upper / height, 1 - lower / height];
  }
  const { columns, upper, lower, drill, trace } = LEAST.wide;
  switch (edge) {
    case 'left':
      return [columns[0] / width, edges.right - columns[1] / width];
    case 'right':
      return [edges.left + columns[1] / width, 1 - columns[2] / width];
    case 'upper':
      return [upper / height, 1 - lower / height];
    case 'side':
      // The rows of the three columns are the same rows: the trace begins below the log's top.
      return [Math.max(edges.upper, drill / height), 1 - trace / height];
  }
}

/** Where the edges are in a room of this size. Where it is too small for all, they are at home. */
export function placed(layout: Divided, wanted: Edges, room: Room): Readonly<Record<Edge, number>> {
  const home = (edge: Edge) => SPECS[layout][edge]?.home ?? 0;
  const edges = {
    left: home('left'),
    right: home('right'),
    upper: home('upper'),
    side: home('side'),
  };
  // From the outside in: each is held to those that were placed before it.
  for (const edge of ['upper', 'side', 'right', 'left'] as const) {
    if (!SPECS[layout][edge]) continue;
    // The right edge gives way only as far as the left one can.
    const others =
      edge === 'right' ? { ...edges, left: LEAST[layout].columns[0] / room.width } : edges;
    const [min, max] = rangeOf(layout, edge, others, room);
    // Two ends that are the same may differ by what a division loses.
    if (min <= max + 1e-6) edges[edge] = Math.min(max, Math.max(min, wanted[edge] ?? home(edge)));
  }
  return edges;
}

/** The tracks of the grid, by the custom property that the styles read. */
export function tracksOf(
  layout: Divided,
  edges: Readonly<Record<Edge, number>>,
): Readonly<Record<string, string>> {
  const { left, right, upper, side } = edges;
  const shares: Record<string, number> =
    layout === 'medium'
      ? { 'col-1': left, 'col-2': 1 - left, 'row-1': upper, 'row-2': 1 - upper }
      : {
          'col-1': left,
          'col-2': right - left,
          'col-3': 1 - right,
          'row-1': upper,
          'row-2': side - upper,
          'row-3': 1 - side,
        };
  return Object.fromEntries(
    Object.entries(shares).map(([name, share]) => [`--${name}`, `${(share * 1000).toFixed(1)}fr`]),
  );
}

/** Where a key moves an edge to; undefined when it is no such key. */
export function keyed(
  key: string,
  big: boolean,
  axis: 'x' | 'y',
  at: number,
  [min, max]: readonly [number, number],
): number | undefined {
  const step = big ? 0.1 : 0.02;
  const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const to = { [less]: at - step, [more]: at + step, Home: min, End: max }[key];
  return to === undefined ? undefined : Math.min(max, Math.max(min, to));
}
