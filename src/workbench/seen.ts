/** Whether anybody can see an element: it is on screen, in a page that is in front. */

/** Calls back at every change, and with the first answer. Returns how to stop. */
export function watchSeen(element: Element, tell: (seen: boolean) => void): () => void {
  let onScreen = true;
  let last: boolean | undefined;
  const decide = () => {
    const seen = onScreen && document.visibilityState === 'visible';
    if (seen === last) return;
    last = seen;
    tell(seen);
  };
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)?.isIntersecting ?? onScreen;
    decide();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', decide);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', decide);
  };
}
