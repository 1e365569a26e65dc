/**
 * The workbench under load, in the browser: frames a second, input to paint, what is drawn while
 * nobody can see it, and how long a jump back takes.
 */
import type { Page } from '@playwright/test';

export interface LiveBench {
  /** Requests a second that the lab was asked for. */
  readonly load: number;
  /** Frames in each second of the measurement. */
  readonly framesPerSecond: readonly number[];
  /** ms from input to the next paint, by the browser's own event timing (steps of 8). */
  readonly inputToPaintMs: readonly number[];
  /** ms from a key on the timeline's slider to the next frame. */
  readonly jumpMs: readonly number[];
  /** Changes of the page's content in a second in which the lab was scrolled out of sight. */
  readonly changesUnseen: number;
}

const SECONDS = 6;
const LOAD = 500;

/** @param lesson the address of a lesson whose lab takes 500 requests/s. */
export async function measureLive(page: Page, lesson: string): Promise<LiveBench> {
  await page.goto(lesson, { waitUntil: 'networkidle' });
  await page.locator('[data-lab-start]').click();
  await page.waitForFunction(
    () => performance.getEntriesByName('lab:first-answer', 'mark').length > 0,
  );
  await page.locator('.kv.load input').evaluate((input, load) => {
    if (!(input instanceof HTMLInputElement)) throw new Error('The lab has no load to set.');
    input.value = String(load);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, LOAD);
  await page.locator('.wb').scrollIntoViewIfNeeded();
  // Where there is no room for all panels, the charts have a tab.
  const tab = page.getByRole('tab', { name: 'Charts' });
  if (await tab.isVisible()) await tab.click();
  await page.waitForTimeout(2000);

  const frames = page.evaluate(countFrames, SECONDS);
  const inputs = page.evaluate(timeEvents, SECONDS);
  // Meanwhile somebody moves the mouse over the charts and presses what is harmless.
  const until = Date.now() + SECONDS * 1000 - 500;
  const segments = page.getByRole('group', { name: 'Charts' });
  for (let i = 0; Date.now() < until; i += 1) {
    await segments.getByRole('button', { name: i % 2 === 0 ? 'Machines' : 'Traffic' }).click();
    await page.waitForTimeout(250);
  }
  const [framesPerSecond, inputToPaintMs] = await Promise.all([frames, inputs]);

  const slider = page.getByRole('slider', { name: 'Moment shown' });
  await slider.focus();
  const jumpMs = await slider.evaluate(timeJumps);
  await page.getByRole('button', { name: 'Back to now' }).click();

  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(500);
  const changesUnseen = await page.locator('.wb').evaluate(countChanges);
  return { load: LOAD, framesPerSecond, inputToPaintMs, jumpMs, changesUnseen };
}

function countFrames(seconds: number): Promise<number[]> {
  return new Promise((resolve) => {
    const counts = new Array<number>(seconds).fill(0);
    const began = performance.now();
    const frame = (now: number): void => {
      const second = Math.floor((now - began) / 1000);
      if (second >= seconds) return resolve(counts);
      if (second >= 0) counts[second]! += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

function timeEvents(seconds: number): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.name === 'click' || entry.name.startsWith('pointer')) times.push(entry.duration);
      }
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    setTimeout(() => {
      observer.disconnect();
      resolve(times);
    }, seconds * 1000);
  });
}

/** Home and End, then pages on: each to the frame after it. */
async function timeJumps(slider: Element): Promise<number[]> {
  const times: number[] = [];
  for (const key of ['PageDown', 'Home', 'PageUp', 'ArrowLeft', 'Home', 'ArrowRight', 'PageUp']) {
    const began = performance.now();
    slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    times.push(performance.now() - began);
  }
  return times;
}

function countChanges(bench: Element): Promise<number> {
  return new Promise((resolve) => {
    let changes = 0;
    const observer = new MutationObserver((list) => {
      changes += list.length;
    });
    observer.observe(bench, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    setTimeout(() => {
      observer.disconnect();
      resolve(changes);
    }, 1000);
  });
}
