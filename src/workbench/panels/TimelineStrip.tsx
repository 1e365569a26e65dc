/** The timeline of the run that is shown: its playhead, faults that were and are planned, moments. */
import { useState } from 'preact/hooks';
import { wholeSpan } from '../charts/scale.ts';
import type { Moment } from '../folds/moments.ts';
import type { Store } from '../store.ts';
import { seconds } from '../time.ts';
import type { Spell } from '../timeline/lanes.ts';
import { planSpans } from '../timeline/planned.ts';
import { barId, Timeline } from '../timeline/Timeline.tsx';
import type { Mark } from '../timeline/Timeline.tsx';
import { deleteFault, TimelineHead } from './TimelineHead.tsx';

export function TimelineStrip({ store }: { store: Store }) {
  const { run, view } = store;
  const { past, plan } = run;
  const [chosen, choose] = useState<string>();
  void store.slowVersion.value;
  const look = past.look.value;
  const recording = past.recording();
  const { faults, moments } = recording.folds;
  const { now: end, reach } = recording;
  const drill = look && look.drill !== undefined;
  // The drill is over: nothing can be planned for it.
  const spans = drill ? [] : planSpans(plan.items.value);
  const bars: readonly Spell[] = [...faults, ...spans];
  const bar = bars.find((one) => barId(one) === chosen);
  const at = look ? look.t : end;
  const last = Math.max(0, ...spans.map((one) => one.until ?? one.from));
  return (
    <div class="tl-w">
      <TimelineHead store={store} chosen={bar} onDone={() => choose(undefined)} />
      <Timeline
        span={drill ? { from: 0, to: end } : wholeSpan({ from: reach, to: end }, last)}
        at={at}
        reach={reach}
        end={end}
        says={look ? `${seconds(at)} s of ${seconds(end)} s` : `${seconds(at)} s, now`}
        faults={faults}
        plan={spans}
        marks={moments.map((moment) => markOf(store, moment))}
        chosen={chosen}
        cursor={view.cursor}
        onSeek={look || store.capabilities.value.virtualTime ? (t) => past.seek(t) : undefined}
        onChoose={(fault) => choose(barId(fault))}
        onDelete={(fault) => deleteFault(store, fault)}
        onMove={(fault, by) =>
          void plan.move(
            fault.items.map(({ id }) => id),
            by,
            fault.title,
          )
        }
        onPick={(mark) => {
          past.seek(mark.t);
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
    const title = `${name} crashed at ${seconds(t)} s: go there`;
    return { t, label: `${name} crashed`, title, form: 'bad' };
  }
  const label = store.lab.breakIts.find((one) => one.id === name)?.title ?? name;
  return { t, label, title: `${label}, at ${seconds(t)} s: go there` };
}
