/** The session by stage: a mark per card, filled when it is done. */
import type { Session } from '../../../learning/session.ts';
import type { CourseStage } from './course.ts';

export function Side({ stages, session }: { stages: readonly CourseStage[]; session: Session }) {
  const current = session.queue[0];
  const rows = stages.flatMap((stage) => {
    const mine = (keys: readonly string[]) => keys.filter((key) => key.startsWith(`${stage.id}/`));
    const done = mine(session.done).length;
    const total = done + mine(session.queue).length;
    return total === 0 ? [] : [{ stage, done, total }];
  });
  if (rows.length === 0) return null;
  return (
    <nav class="rvside" aria-label="Due by stage">
      <h2>
        Due today<span>{session.queue.length + session.done.length}</span>
      </h2>
      <ol>
        {rows.map(({ stage, done, total }) => (
          <li key={stage.id}>
            <a
              href={stage.url}
              aria-current={current?.startsWith(`${stage.id}/`) ? 'true' : undefined}
            >
              <span>{stage.number}</span>
              {stage.title}
              <span class="dots" role="img" aria-label={`${done} of ${total} done`}>
                {Array.from({ length: Math.min(total, 12) }, (_, i) => (
                  <i key={i} class={i < done ? 'on' : ''} />
                ))}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
