module.exports = function main() {};
module.exports.extra = 1;
