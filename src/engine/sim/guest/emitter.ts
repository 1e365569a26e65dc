/**
 * Node's EventEmitter as the `events` package has it, the same code on every host: by its file, as
 * the bare name would be Node's own module where the kernel runs under Node.
 */
// @ts-expect-error The file has no types of its own; they are those of node:events.
import Emitter from 'events/events.js';
import { named } from './platform.ts';

export const EventEmitter = named(
  Emitter as typeof import('node:events').EventEmitter,
  'EventEmitter',
);
export type EventEmitter = InstanceType<typeof EventEmitter>;
