/** Authors who post and look, at set times, by hand: what each of them saw can be told exactly. */
import type { TimedAction } from '../../src/engine/contract.ts';
import type { ClientRequest, JournalView } from '../../src/lab/journal-view.ts';

/** `name` posts a note, once. */
export function postOf(name: string, at: number): TimedAction {
  return {
    at,
    action: {
      kind: 'request',
      id: `${name}-posts`,
      request: {
        to: 'router',
        method: 'POST',
        path: `/note/${name}-note`,
        headers: { 'x-user': name, 'content-type': 'application/json' },
        body: JSON.stringify({ text: textOf(name) }),
      },
    },
  };
}

/** `name` posts at `at` and looks again so many ms after that. */
export function person(
  name: string,
  at: number,
  reloads: readonly number[],
): readonly TimedAction[] {
  return [
    postOf(name, at),
    ...reloads.map((later) => ({
      at: at + later,
      action: {
        kind: 'request' as const,
        id: `${name}-looks-${later}`,
        request: { to: 'router', path: `/note/${name}-note`, headers: { 'x-user': name } },
      },
    })),
  ];
}

/** Both replicas hear of everything so many ms later, for a while. */
export function lagging(from: number, to: number, latencyMs: number): readonly TimedAction[] {
  return ['replica-1', 'replica-2'].flatMap((replica) => [
    {
      at: from,
      action: {
        kind: 'link-fault' as const,
        id: `lag-${replica}`,
        from: 'primary',
        to: replica,
        fault: { latencyMs },
        oneWay: true,
      },
    },
    { at: to, action: { kind: 'heal' as const, id: `lag-${replica}` } },
  ]);
}

/** Somebody looked at an own note after it was confirmed. */
export interface Look {
  readonly name: string;
  readonly post: ClientRequest;
  readonly look: ClientRequest;
  readonly found: boolean;
}

/** All looks of one author after the confirmation, in order. */
export function looksOf(journal: JournalView, name: string): readonly Look[] {
  const path = new RegExp(`^/note/${name}-note$`);
  const post = journal.requests({ method: 'POST', path }).find((each) => each.status === 201);
  if (post?.end === undefined) return [];
  return journal
    .requests({ method: 'GET', path, since: post.end })
    .map((look) => ({ name, post, look, found: textIn(look) === textOf(name) }));
}

function textOf(name: string): string {
  return `${name} was here`;
}

function textIn({ status, answer = '' }: ClientRequest): string | undefined {
  if (status !== 200) return undefined;
  try {
    return (JSON.parse(answer) as { text?: string }).text;
  } catch {
    return undefined;
  }
}
