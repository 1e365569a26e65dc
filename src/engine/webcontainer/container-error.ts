/** Why a WebContainer is not there, or no longer. */
export type ContainerFailure =
  /** This page, or this browser, does not isolate what the runtime must share memory with. */
  | 'not-isolated'
  /** The frame's document did not load. */
  | 'no-frame'
  /** The runtime did not start in time. */
  | 'boot-timeout'
  /** The runtime said that it cannot. */
  | 'boot-failed'
  /** A call was not answered in time, or the heartbeat was not. */
  | 'silent'
  /** A process did not end when it was killed. */
  | 'stuck'
  /** The runtime, or a call to it, failed. */
  | 'broken'
  /** It was asked to go. */
  | 'closed';

/**
 * A WebContainer that could not be had, or is gone: its frame is removed. The words are for the
 * reader. The same lab runs on the in-page engine, with the files as they are.
 */
export class ContainerError extends Error {
  override readonly name = 'ContainerError';
  readonly failure: ContainerFailure;

  constructor(failure: ContainerFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

const seconds = (ms: number): string => `${String(ms / 1000)} s`;

export const notIsolated = (): ContainerError =>
  new ContainerError(
    'not-isolated',
    'A WebContainer shares memory between processes, which a browser allows only in a page that is isolated from other sites, and this one is not. The lab on its own page is, where the browser can and the site’s host sends the headers for it.',
  );

export const noFrame = (url: string, ms: number): ContainerError =>
  new ContainerError(
    'no-frame',
    `The frame for the WebContainer did not load from ${url} within ${seconds(ms)}. Check the connection and try again.`,
  );

export const bootTimeout = (ms: number): ContainerError =>
  new ContainerError(
    'boot-timeout',
    `The WebContainer did not start within ${seconds(ms)}. Its host may be out of reach, may not know this site, or the browser may block its storage or service worker (strict tracking protection, an ad blocker).`,
  );

export const bootFailed = (said: string): ContainerError =>
  new ContainerError('boot-failed', `The WebContainer did not start. It says: ${said}`);

/** @param what `start a process` */
export const silent = (what: string, ms: number): ContainerError =>
  new ContainerError(
    'silent',
    `The WebContainer did not ${what} within ${seconds(ms)}: it hangs or has crashed.`,
  );

export const stuck = (ms: number): ContainerError =>
  new ContainerError(
    'stuck',
    `A process was killed and still runs after ${seconds(ms)}: a loop without end, most likely. A WebContainer cannot end one alone, so all of it was stopped.`,
  );

export const broken = (said: string): ContainerError =>
  new ContainerError('broken', `The WebContainer broke. It says: ${said}`);

export const cancelled = (): ContainerError =>
  new ContainerError('closed', 'The WebContainer was closed.');
