/** The edges between panels, to be moved: by pointer and touch, by keys, back by a double click. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { edgesOf, keyed, placed, rangeOf, specOf, tracksOf } from './sizes.ts';
import type { Divided, Edge, Room } from './sizes.ts';

/** The tabs of a medium layout stand between its rows and are no part of either. */
const TABS = 40;

export function Splitters({ store, layout }: { store: Store; layout: Divided }) {
  const mark = useRef<HTMLSpanElement>(null);
  const [room, setRoom] = useState<Room>();
  const wanted = store.splits.edges[layout].value;
  const edges = room && placed(layout, wanted, room);

  useLayoutEffect(() => {
    const root = mark.current?.parentElement;
    if (!root) return;
    const measure = () => {
      const next = roomIn(root, layout);
      setRoom((old) => (old?.width === next.width && old.height === next.height ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(root);
    // What stands below the panels grows and shrinks with what happens.
    for (const bar of root.querySelectorAll('.time')) observer.observe(bar);
    return () => observer.disconnect();
  }, [layout]);

  const tracks = edges ? tracksOf(layout, edges) : {};
  useLayoutEffect(() => {
    const root = mark.current?.parentElement;
    if (!root) return;
    for (const [name, track] of Object.entries(tracks)) root.style.setProperty(name, track);
    return () => {
      for (const name of Object.keys(tracks)) root.style.removeProperty(name);
    };
  }, [JSON.stringify(tracks)]);

  return (
    <>
      <span ref={mark} hidden />
      {room &&
        edges &&
        edgesOf(layout).map((edge) => (
          <Splitter
            key={edge}
            store={store}
            layout={layout}
            edge={edge}
            at={edges[edge]}
            range={rangeOf(layout, edge, edges, room)}
          />
        ))}
    </>
  );
}

interface SplitterProps {
  readonly store: Store;
  readonly layout: Divided;
  readonly edge: Edge;
  readonly at: number;
  readonly range: readonly [number, number];
}

function Splitter({ store, layout, edge, at, range }: SplitterProps) {
  const { splits } = store;
  const { axis, label } = specOf(layout, edge);
  const [min, max] = range;
  const held = (event: JSX.TargetedPointerEvent<HTMLElement>) =>
    event.currentTarget.hasPointerCapture(event.pointerId);
  return (
    <div
      class={`split is-${axis} split-${edge}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={percent(at)}
      aria-valuemin={percent(min)}
      aria-valuemax={percent(max)}
      aria-valuetext={`${String(percent(at))} percent`}
      title="Drag it, or use the arrow keys. A double click or Enter puts it back."
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const root = event.currentTarget.parentElement;
        if (!root || !held(event)) return;
        const to = shareAt(root, layout, axis, event);
        splits.move(layout, edge, Math.min(max, Math.max(min, to)));
      }}
      onPointerUp={(event) => {
        if (held(event)) splits.keep(layout, edge);
      }}
      onDblClick={() => splits.reset(layout, edge)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') splits.reset(layout, edge);
        else {
          const to = keyed(event.key, event.shiftKey, axis, at, range);
          if (to === undefined) return;
          splits.move(layout, edge, to);
          splits.keep(layout, edge);
        }
        event.preventDefault();
      }}
    />
  );
}

const percent = (share: number) => Math.round(share * 100);

/** What the panels share: from the topology's corner to the end of the lowest. */
function boxIn(root: HTMLElement): { left: number; top: number; right: number; bottom: number } {
  const { left, right } = root.getBoundingClientRect();
  const top = root.querySelector('.topo-p')?.getBoundingClientRect().top ?? 0;
  const bottom = root.querySelector('.time')?.getBoundingClientRect().top ?? 0;
  return { left, top, right, bottom };
}

function roomIn(root: HTMLElement, layout: Divided): Room {
  const { left, top, right, bottom } = boxIn(root);
  const height = bottom - top - (layout === 'medium' ? TABS : 0);
  return { width: Math.max(1, Math.round(right - left)), height: Math.max(1, Math.round(height)) };
}

function shareAt(
  root: HTMLElement,
  layout: Divided,
  axis: 'x' | 'y',
  pointer: PointerEvent,
): number {
  const { left, top } = boxIn(root);
  const { width, height } = roomIn(root, layout);
  return axis === 'x' ? (pointer.clientX - left) / width : (pointer.clientY - top) / height;
}
