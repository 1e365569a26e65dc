const a = 1, b = 2;
module.exports = { a, ...require('./object.cjs'), b };
