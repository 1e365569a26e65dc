/** Tabs for panels that share a place: all six on a narrow screen, four on a medium one. */
import type { Store } from '../store.ts';
import type { Panel } from '../view.ts';
import { Icon } from './Icon.tsx';
import { onTabKeys } from './tabs.ts';

const TABS: readonly { readonly panel: Panel; readonly label: string; readonly icon: string }[] = [
  { panel: 'map', label: 'Map', icon: 'i-map' },
  { panel: 'code', label: 'Code', icon: 'i-code' },
  { panel: 'charts', label: 'Charts', icon: 'i-chart' },
  { panel: 'log', label: 'Log', icon: 'i-list' },
  { panel: 'trace', label: 'Trace', icon: 'i-trace' },
  { panel: 'drill', label: 'Drill', icon: 'i-drill' },
];

export function PanelTabs({ store }: { store: Store }) {
  return (
    <div class="wtabs" role="tablist" aria-label="Panels" onKeyDown={onTabKeys}>
      {TABS.map((tab) => (
        <Tab key={tab.panel} store={store} {...tab} />
      ))}
    </div>
  );
}

export function SideTabs({ store }: { store: Store }) {
  return (
    <div class="stabs" role="tablist" aria-label="Drill and readings" onKeyDown={onTabKeys}>
      {TABS.filter(({ panel }) => panel !== 'map' && panel !== 'code')
        .reverse()
        .map((tab) => (
          <Tab key={tab.panel} store={store} {...tab} />
        ))}
    </div>
  );
}

function Tab(props: { store: Store; panel: Panel; label: string; icon: string }) {
  const { store, panel, label, icon } = props;
  const shown = !store.hides(panel);
  return (
    <button
      type="button"
      role="tab"
      data-panel={panel}
      aria-selected={shown}
      tabIndex={shown ? 0 : -1}
      onClick={() => store.view.bring(panel)}
    >
      <Icon name={icon} size={18} />
      {label}
      {trouble(store, panel) && (
        <span class="bdg">
          <Icon name="i-cross" size={9} />
          <span class="vh">{trouble(store, panel)}</span>
        </span>
      )}
    </button>
  );
}

function trouble(store: Store, panel: Panel): string | undefined {
  if (panel === 'code' && store.files.problems.value.length > 0) return 'has problems';
  if (panel !== 'drill') return undefined;
  const failed = Object.values(store.drills.states.value).some(
    ({ phase }) => phase.kind === 'judged' && !phase.verdict.passed,
  );
  return failed ? 'failed' : undefined;
}
