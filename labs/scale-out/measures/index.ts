/** What the lesson claims, measured. */
import { bigger } from './bigger.ts';
import { losing } from './losing.ts';
import { more } from './more.ts';

export const experiments = [...bigger, ...losing, ...more];
