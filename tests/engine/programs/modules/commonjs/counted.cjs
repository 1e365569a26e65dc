globalThis.times = (globalThis.times ?? 0) + 1;
exports.count = globalThis.times;
