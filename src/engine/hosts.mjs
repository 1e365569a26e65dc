// Lets the machines of a lab call each other by name on one computer: `http://db:8080` is whatever
// LAB_MACHINES says, a port here. Node runs this first (`--import`), in the folder that readers
// download and under `npm run lab`.
import { Socket } from 'node:net';

/** By name: the port that the machine is called on, and the one that leads to it here. */
const machines = JSON.parse(process.env.LAB_MACHINES ?? '{}');
const connect = Socket.prototype.connect;

function here(options) {
  if (typeof options !== 'object' || options === null) return options;
  const machine = Object.hasOwn(machines, options.host ?? '') ? machines[options.host] : undefined;
  if (machine === undefined || Number(options.port) !== machine.called) return options;
  return { ...options, host: '127.0.0.1', port: machine.port };
}

Socket.prototype.connect = function (first, ...rest) {
  // Node's own callers hand over one list of options and callback, which it must get back itself.
  if (Array.isArray(first)) first[0] = here(first[0]);
  else if (typeof first === 'number' && typeof rest[0] === 'string') {
    return connect.call(this, here({ port: first, host: rest[0] }), ...rest.slice(1));
  }
  return connect.call(this, Array.isArray(first) ? first : here(first), ...rest);
};
