/** The timeline of the live run: faults, what was pressed, crashes. */
import { liveSpan } from '../charts/scale.ts';
import type { Moment } from '../folds/moments.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import type { Mark } from '../timeline/Timeline.tsx';

export function TimelineStrip({ store }: { store: Store }) {
  const { run } = store;
  void store.slowVersion.value;
  const now = run.now.peek();
  const moments = run.moments.value;
  return (
    <div class="tl-w">
      <Timeline
        span={liveSpan(now)}
        now={now}
        faults={run.faults.value}
        marks={moments.map((moment) => markOf(store, moment))}
        onMend={(fault) => void run.apply(fault.heal)}
        onPick={(mark) => {
          const moment = moments.find((one) => one.t === mark.t);
          if (moment?.path !== undefined) store.openFile(moment.path, moment.line);
          else if (moment?.kind === 'crash') store.openLog(moment.name);
        }}
      />
    </div>
  );
}

function markOf(store: Store, { t, kind, name }: Moment): Mark {
  if (kind === 'crash') {
    const title = `${name} crashed at ${seconds(t)} s: open the line`;
    return { t, label: `${name} crashed`, title, form: 'bad' };
  }
  return { t, label: store.lab.breakIts.find((one) => one.id === name)?.title ?? name };
}
