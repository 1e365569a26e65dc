/** What whoever builds the site chooses, in the environment: looked at before anything is built. */
import type { AstroIntegration } from 'astro';

const ENGINES = ['in-page', 'webcontainer'];

/** @throws Error that says which setting is wrong, and what it may be */
export function checkSettings(env: Readonly<Record<string, string | undefined>>): void {
  const engine = env['PUBLIC_LAB_ENGINE'];
  if (engine !== undefined && !ENGINES.includes(engine)) {
    throw new Error(`PUBLIC_LAB_ENGINE is "${engine}". It may be: ${ENGINES.join(', ')}.`);
  }
  const key = env['PUBLIC_WEBCONTAINER_API_KEY'];
  if (key !== undefined && !/^[\x21-\x7e]{8,}$/.test(key)) {
    throw new Error(
      `PUBLIC_WEBCONTAINER_API_KEY is "${key}". A key has eight characters or more, and no spaces; without one, leave it unset.`,
    );
  }
}

export function settings(): AstroIntegration {
  return {
    name: 'settings',
    hooks: {
      'astro:config:setup': () => checkSettings(process.env),
    },
  };
}
