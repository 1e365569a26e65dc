/** Notes that a lesson was read: its end has been on the screen. */
import { recordProgress } from '../../storage/progress.ts';

/** @param end what stands at the end of the lesson. */
export function noteWhenRead(stage: string, end: Element): void {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    recordProgress({ type: 'lessonRead', stage });
  });
  watcher.observe(end);
}
