/**
 * A hint beside what it points at. Not modal: everything goes on, and all of it can be used. Escape
 * ends the hints, unless what has the focus wants that key.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { HINTS } from './hints.ts';
import type { ShownHint } from './tour.ts';
import { beside } from './place.ts';
import type { Box } from './place.ts';
import './pointer.css';
import './tour.css';

export function TourHint({ store, hint }: { store: Store; hint: ShownHint }) {
  const card = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const [there, setThere] = useState(true);
  const { tour, view } = store;

  const leave = (act: () => void) => {
    const focused = card.current?.contains(document.activeElement);
    const root = card.current?.parentElement;
    act();
    // What had the focus is gone: whoever uses a keyboard goes on from the whole.
    if (focused && !tour.hint.value) root?.focus({ preventScroll: true });
  };

  // Before the hint is painted: whoever sees it can press.
  useLayoutEffect(() => {
    const root = card.current?.parentElement;
    if (!root) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // In a lesson Escape would also leave the full screen.
      event.preventDefault();
      leave(() => tour.dismiss());
    };
    root.addEventListener('keydown', onKey);
    return () => root.removeEventListener('keydown', onKey);
  }, []);

  const layout = view.layout.value;
  const panel = view.panel.value;
  const moved = [
    store.splits.edges.wide.value,
    store.splits.edges.medium.value,
    view.topology.value,
  ];
  useLayoutEffect(() => {
    const root = card.current?.parentElement;
    if (!root) return;
    let target: Element | undefined;
    const place = () => {
      const found = onScreen(root, hint.at);
      if (found !== target) {
        if (target) observer.unobserve(target);
        if (found) observer.observe(found);
        target = found;
      }
      setThere(found !== undefined);
      if (!found || !card.current || !ring.current) return;
      const within = root.getBoundingClientRect();
      const at = relative(found.getBoundingClientRect(), within);
      const size = card.current.getBoundingClientRect();
      put(ring.current, {
        left: at.left - 3,
        top: at.top - 3,
        width: at.width + 6,
        height: at.height + 6,
      });
      const { left, top, side, tip } = beside(at, size, within, floorOf(root, within));
      card.current.dataset['side'] = side;
      put(card.current, { left, top });
      card.current.style.setProperty('--tip', `${String(tip)}px`);
    };
    const observer = new ResizeObserver(place);
    observer.observe(root);
    // What is told above the panels moves them all, and resizes not every one.
    const top = root.querySelector('.wb-top');
    if (top) observer.observe(top);
    place();
    // What a panel holds may come a little later than the panel.
    const later = setTimeout(place, 300);
    return () => {
      observer.disconnect();
      clearTimeout(later);
    };
  }, [hint.number, layout, panel, ...moved]);

  return (
    <>
      <div ref={ring} class="tour-ring" hidden={!there} />
      <div
        ref={card}
        class="tour-hint pointer"
        role="note"
        aria-label={`Hint ${String(hint.number)} of ${String(HINTS)}`}
        hidden={!there}
      >
        <p>
          <b>{hint.title}</b> {hint.says}
        </p>
        <div class="tour-b">
          <span>
            {hint.number} of {HINTS}
          </span>
          <button class="btn sm bare" type="button" onClick={() => leave(() => tour.dismiss())}>
            No hints
          </button>
          <button class="btn sm" type="button" onClick={() => leave(() => tour.next())}>
            {hint.last ? 'Done' : 'Next'}
          </button>
        </div>
      </div>
    </>
  );
}

/** Time and tabs at the foot of a narrow screen stay free: there is one way to each. */
function floorOf(root: HTMLElement, within: DOMRect): number | undefined {
  const time = root.querySelector('.time');
  if (root.dataset['layout'] !== 'narrow' || !time) return undefined;
  return time.getBoundingClientRect().top - within.top;
}

/** The first that can be seen. */
function onScreen(root: Element, selectors: readonly string[]): Element | undefined {
  for (const selector of selectors) {
    const found = root.querySelector(selector);
    if (found && found.getBoundingClientRect().width > 0) return found;
  }
  return undefined;
}

function relative(box: DOMRect, within: DOMRect): Box {
  return {
    left: box.left - within.left,
    top: box.top - within.top,
    width: box.width,
    height: box.height,
  };
}

function put(element: HTMLElement, box: Partial<Box>): void {
  for (const [name, px] of Object.entries(box))
    element.style.setProperty(name, `${String(Math.round(px))}px`);
}
