import { expect, it } from 'vitest';
import { checkSettings } from '../../../src/integrations/settings.ts';

it('takes what is right or absent', () => {
  checkSettings({});
  checkSettings({ PUBLIC_LAB_ENGINE: 'webcontainer', PUBLIC_WEBCONTAINER_API_KEY: 'wc_key_1234' });
});

it('says what is wrong, and what it may be', () => {
  expect(() => checkSettings({ PUBLIC_LAB_ENGINE: 'webcontainers' })).toThrow(
    'PUBLIC_LAB_ENGINE is "webcontainers". It may be: in-page, webcontainer.',
  );
  for (const key of ['', 'short', 'with a space'])
    expect(() => checkSettings({ PUBLIC_WEBCONTAINER_API_KEY: key })).toThrow('eight characters');
});
