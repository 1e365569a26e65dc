/** Frames while something can be seen: on screen, in a visible page. */
import { useEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

/** ms between two stills, for readers who asked for less motion. */
const STILL_EVERY = 1000;

/**
 * Calls `draw` with the page's clock (ms) before each frame in which `target` can be seen; once a
 * second under reduced motion, unless time stands: then nothing moves but by the reader's own hand.
 */
export function useFrames(
  target: RefObject<SVGElement>,
  draw: (wall: number) => void,
  stands: boolean,
): void {
  const latest = useRef({ draw, stands });
  latest.current = { draw, stands };
  useEffect(() => {
    const element = target.current;
    if (!element) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    let frame = 0;
    let onScreen = false;
    let drawnAt = -Infinity;
    const turn = (wall: number) => {
      frame = requestAnimationFrame(turn);
      const { draw: drawNow, stands: still } = latest.current;
      if (calm.matches && !still && wall - drawnAt < STILL_EVERY) return;
      drawnAt = wall;
      drawNow(wall);
    };
    const decide = () => {
      cancelAnimationFrame(frame);
      frame = onScreen && document.visibilityState === 'visible' ? requestAnimationFrame(turn) : 0;
    };
    const observer = new IntersectionObserver((entries) => {
      onScreen = entries.some((entry) => entry.isIntersecting);
      decide();
    });
    // A group without content has no place of its own: its drawing has.
    observer.observe(element.ownerSVGElement ?? element);
    document.addEventListener('visibilitychange', decide);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', decide);
      cancelAnimationFrame(frame);
    };
  }, [target]);
}
