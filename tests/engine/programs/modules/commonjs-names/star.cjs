var __exportStar = function (from, to) {
  for (const name of Object.keys(from)) to[name] = from[name];
};
__exportStar(require('./object.cjs'), exports);
exports.own = 1;
