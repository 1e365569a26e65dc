console.log('begins');
require('./absent.cjs');
