/**
 * What a page and `npm run lab` tell each other: calls by POST, and one stream of server-sent events
 * for all sessions of the page. The sessions end with the stream.
 */
import type {
  Action,
  BootPlan,
  Capabilities,
  JournalBatch,
  PlannedAction,
  TimedAction,
} from '../contract.ts';

export type AttachedCall =
  | { readonly verb: 'boot'; readonly plan: BootPlan; readonly timeline: readonly TimedAction[] }
  | { readonly verb: 'apply'; readonly action: Action }
  | { readonly verb: 'schedule'; readonly timeline: readonly PlannedAction[] }
  | { readonly verb: 'play'; readonly timeline: readonly TimedAction[] }
  | { readonly verb: 'write'; readonly path: string; readonly text: string }
  | { readonly verb: 'dispose' };

/** The body of a POST. */
export type AttachedRequest = AttachedCall & {
  /** Whose stream tells of it. */
  readonly page: string;
  readonly session: string;
};

/** The answer to one. */
export type AttachedAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };

/** One event of the stream. */
export type AttachedNews = { readonly session: string } & (
  | { readonly k: 'step'; readonly step: string }
  | { readonly k: 'batch'; readonly batch: JournalBatch }
  | { readonly k: 'died'; readonly reason: string }
);

/** What a page that is attached finds in its document: `<meta name="lab-attached" content="…">`. */
export interface Attached {
  /** Where calls go; the stream is below it. Holds a secret. */
  readonly base: string;
  readonly capabilities: Capabilities;
}

export const ATTACHED_META = 'lab-attached';
