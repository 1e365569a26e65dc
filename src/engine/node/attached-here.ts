/** Whether this page was served by `npm run lab`: known before anything of its engine is loaded. */
import { ATTACHED_META, type Attached } from './attach-messages.ts';

/** What the server of this page has written into it; undefined on any other. */
export function attachedHere(): Attached | undefined {
  const content = document.querySelector(`meta[name="${ATTACHED_META}"]`)?.getAttribute('content');
  return content ? (JSON.parse(content) as Attached) : undefined;
}
