/**
 * Node's EventEmitter as the `events` package has it, the same code on every host: by its file, as
 * the bare name would be Node's own module where the kernel runs under Node.
 */
// @ts-expect-error The file has no types of its own; they are those of node:events.
import Emitter from 'events/events.js';

export const EventEmitter = Emitter as typeof import('node:events').EventEmitter;
export type EventEmitter = InstanceType<typeof EventEmitter>;
