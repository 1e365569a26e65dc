/** Puts an engine's frame into the page, unseen, and waits for its first word. */
import { after } from '../lib/after.ts';

export interface FrameOptions<Ready> {
  readonly url: string;
  readonly title: string;
  /** Of the element: what its document may do. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What a message of the frame's says; undefined leaves it to others. An error it throws ends the opening. */
  readonly ready: (message: MessageEvent<unknown>) => Ready | undefined;
  /** ms until it must have said so, */
  readonly deadline: number;
  /** and what is wrong when it has not. */
  readonly late: () => Error;
  readonly signal?: AbortSignal;
}

/** @throws what `ready` throws, `late` says, or the signal's reason; the frame is gone then */
export async function openFrame<Ready>({
  url,
  title,
  attributes,
  ready,
  deadline,
  late,
  signal,
}: FrameOptions<Ready>): Promise<{ readonly frame: HTMLIFrameElement; readonly said: Ready }> {
  signal?.throwIfAborted();
  const frame = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.title = title;
  frame.className = 'engine-frame';
  frame.hidden = true;

  const { promise, resolve, reject } = Promise.withResolvers<Ready>();
  const onMessage = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow) return;
    try {
      const said = ready(event);
      if (said !== undefined) resolve(said);
    } catch (error) {
      reject(error);
    }
  };
  const onAbort = (): void => reject(signal!.reason as Error);
  const stop = after(deadline, () => reject(late()));
  addEventListener('message', onMessage);
  signal?.addEventListener('abort', onAbort);
  frame.src = url;
  document.body.append(frame);
  try {
    return { frame, said: await promise };
  } catch (error) {
    frame.remove();
    throw error;
  } finally {
    stop();
    removeEventListener('message', onMessage);
    signal?.removeEventListener('abort', onAbort);
  }
}
