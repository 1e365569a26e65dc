module.exports = require('./members.cjs');
