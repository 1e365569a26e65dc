/** ms by which a timer may be late before it counts as a computer that slept. */
const ASLEEP = 1_000;

/** Calls `late` after `ms`, or once more so much later if this page was asleep. Returns how to stop it. */
export function after(ms: number, late: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (): void => {
    const due = performance.now() + ms;
    timer = setTimeout(() => {
      // What was to come may be waiting behind this very timer.
      if (performance.now() - due > ASLEEP) wait();
      else late();
    }, ms);
  };
  wait();
  return () => clearTimeout(timer);
}
