module.exports = 'late';
