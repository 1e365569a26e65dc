/* eslint-disable @typescript-eslint/no-require-imports */
'use strict';
// `test/common/countdown` of Node's own tests: calls back when it has been counted down to nothing.

const assert = require('assert');
const { mustCall } = require('./index.js');

module.exports = class Countdown {
  constructor(from, then) {
    this.remaining = from;
    this.then = mustCall(then);
  }

  dec() {
    assert(this.remaining > 0, 'counted down too often');
    this.remaining--;
    if (this.remaining === 0) this.then();
    return this.remaining;
  }
};
