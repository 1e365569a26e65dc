import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '../../../src/workbench/store.ts';
import type { Store } from '../../../src/workbench/store.ts';
import { bundle, FakeEngine, fakeEffects, lab } from './fake.ts';

let world: ReturnType<typeof fakeEffects>;
let store: Store;
beforeEach(() => {
  world = fakeEffects(new FakeEngine());
  store = createStore(lab, bundle, '99', world.effects);
});
const heard = () => {
  world.tick();
  return store.announcer.text.value;
};

describe('a browser without room', () => {
  it('is told with what it did not keep, and told when all is kept again', () => {
    world.storage.tellHeld(['lab edits']);
    expect(store.keeping.unkept.value).toEqual(['lab edits']);
    expect(heard()).toContain('no room left. Not saved for your next visit: lab edits.');
    world.storage.tellHeld([]);
    expect(heard()).toBe('Everything is saved again.');
  });

  it('is hidden when the reader knows, until there is more to know', () => {
    world.storage.tellHeld(['lab edits']);
    store.keeping.hide();
    world.storage.tellHeld(['lab edits']);
    expect(store.keeping.known.value).toBe(true);
    world.storage.tellHeld(['lab edits', 'lab attempts']);
    expect(store.keeping.known.value).toBe(false);
  });

  it('is tried again when asked, and says when that did not help', () => {
    world.storage.tellHeld(['lab edits']);
    heard();
    store.keeping.retry();
    expect(world.storage.retries).toBe(1);
    expect(heard()).toBe('There is still no room.');
  });
});

it('passes on what could not be read, until it is dismissed', () => {
  world.storage.tellNotice('Part of it is damaged.');
  expect(heard()).toBe('Part of it is damaged.');
  store.keeping.dismiss('Part of it is damaged.');
  expect(store.keeping.notices.value).toEqual([]);
});
